"""What is said of a score: what was asked for and is not there, and warnings beside a result."""

CATALOGUE: dict[str, tuple[str, str]] = {
    "usage_required": (
        "Argumen ini belum ditulis: {names}. Tambahkan --help untuk melihat cara memakainya.",
        "These arguments are missing: {names}. Add --help to see how it is used.",
    ),
    "usage_one_of": (
        "Tulis salah satu dari {names}. Tambahkan --help untuk melihat cara memakainya.",
        "Write one of {names}. Add --help to see how it is used.",
    ),
    "usage_unknown": (
        "Argumen ini tidak dikenal: {names}. Tambahkan --help untuk melihat yang ada.",
        "These arguments are not known: {names}. Add --help to see those there are.",
    ),
    "usage_choice": (
        "{text} tidak dikenal sebagai {name}. Yang ada: {known}.",
        "{text} is not known as {name}. There are: {known}.",
    ),
    "usage_value": (
        "Opsi {name} meminta satu nilai sesudahnya.",
        "The option {name} asks for a value after it.",
    ),
    "usage_together": (
        "Opsi {name} tidak dapat dipakai bersama {other}. Pilih salah satu.",
        "The option {name} cannot be used together with {other}. Choose one.",
    ),
    "unexpected": (
        "Terjadi kesalahan pada program, bukan pada berkas Anda. Sampaikan rujukan {reference} kepada pengelola.",
        "The program made a mistake; your file did not cause it. Give the reference {reference} to its maintainers.",
    ),
    "profile_unknown": (
        "Profil bobot {name} tidak ada pada instrumen ini. Pilih salah satu dari {known}.",
        "The instrument has no weight profile {name}. Choose one of {known}.",
    ),
    "stage_not_there": (
        "Tahap {name} tidak ada pada instrumen ini. Pilih salah satu dari {known}.",
        "The instrument has no stage {name}. Choose one of {known}.",
    ),
    "explain_code": (
        "Kode {code} tidak ada pada instrumen ini. Mungkin maksudnya {near}.",
        "The instrument has no code {code}. Perhaps {near} was meant.",
    ),
    "nested_file": (
        "Jawaban {code} mengambil hasil dari {file}, dan berkas itu tidak dapat dinilai. Perbaiki yang disebut"
        " sesudah ini.",
        "The answer to {code} takes its result from {file}, and that file cannot be scored. Repair what is named"
        " after this.",
    ),
    "nested_path": (
        "Jawaban {code} menunjuk ke {file}. Demi keamanan hanya berkas di folder yang sama atau di bawahnya yang"
        " dibaca; pindahkan berkasnya ke sana.",
        "The answer to {code} points to {file}. For safety only files in the same folder or below it are read;"
        " move the file there.",
    ),
    "nested_too_deep": (
        "Jawaban {code} menunjuk ke berkas yang menunjuk ke berkas lain, lebih dari {limit} kali. Tulis nilainya"
        " langsung sebagai score.",
        "The answer to {code} points to a file that points to another, more than {limit} times. Write the score"
        " itself instead.",
    ),
    "nested_too_many": (
        "Sampai {code}, jawaban ini sudah mengambil hasil dari lebih dari {limit} berkas. Tulis nilainya langsung"
        " sebagai score.",
        "With {code}, these answers take results from more than {limit} files. Write the score itself instead.",
    ),
    "nested_not_scored": (
        "Jawaban {code} mengambil hasil dari {file}, dan berkas itu belum dinilai di sini. Tulis nilainya langsung"
        " sebagai score.",
        "The answer to {code} takes its result from {file}, and that file was not scored here. Write the score"
        " itself instead.",
    ),
    "more_than_due": (
        "Jawaban {code} ({answer}) melebihi yang diwajibkan, maka nilainya dipotong pada batas tertinggi. Periksa"
        " angkanya bila ini tidak disengaja.",
        "The answer to {code} ({answer}) is more than what was due, so its value is cut at the maximum. Check the"
        " figures if this was not meant.",
    ),
    "shared_input_differs": (
        "{name} diminta pada {code} dan {other}, tetapi angkanya berbeda: {mine} dan {theirs}. Masing-masing"
        " dihitung dengan angkanya sendiri; samakan bila salah satunya keliru.",
        "{name} is asked at {code} and {other}, but the figures differ: {mine} and {theirs}. Each is computed with"
        " its own; make them equal if one of them is wrong.",
    ),
}
