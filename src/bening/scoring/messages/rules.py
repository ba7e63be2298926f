"""How points follow from an answer or from the parts below: each sentence states the arithmetic."""

CATALOGUE: dict[str, tuple[str, str]] = {
    "rule_one": (
        "Satu bagian saja: {terms}, dari paling banyak {weight}.",
        "One part alone: {terms}, of at most {weight}.",
    ),
    "rule_sum": (
        "Jumlah {count} bagian: {terms}, dari paling banyak {weight}.",
        "Sum of {count} parts: {terms}, of at most {weight}.",
    ),
    "rule_mean": (
        "Rata-rata {count} nilai: ({terms}) / {count}, kali bobot {weight}.",
        "Mean of {count} values: ({terms}) / {count}, times the weight {weight}.",
    ),
    "rule_missing": (
        "Belum dijawab: 0 dari {weight}; pembaginya tetap.",
        "Not answered: 0 of {weight}; the divisor stays.",
    ),
    "rule_missing_inputs": (
        "Masukan {names} belum diisi, maka dihitung belum dijawab: 0 dari {weight}.",
        "The inputs {names} are missing, so this counts as not answered: 0 of {weight}.",
    ),
    "rule_mean_of": (
        "Rata-rata {count} penilaian: ({terms}) / {count} = {value}, kali bobot {weight}.",
        "Mean of {count} assessments: ({terms}) / {count} = {value}, times the weight {weight}.",
    ),
    "rule_not_applicable": (
        "Tidak berlaku bagi unit ini, dan untuk itu nilainya {value}, kali bobot {weight}.",
        "Not applicable to this unit, for which the value is {value}, times the weight {weight}.",
    ),
    "rule_level": (
        "Jawaban {letter} ({rubric}) bernilai {value}, kali bobot {weight}.",
        "The answer {letter} ({rubric}) has the value {value}, times the weight {weight}.",
    ),
    "rule_share": (
        "{answer} / {maximum} = {value}, kali bobot {weight}.",
        "{answer} / {maximum} = {value}, times the weight {weight}.",
    ),
    "rule_instrument": (
        "Hasil instrumen {name}: {answer} / {maximum} = {value}, kali bobot {weight}.",
        "Result of the instrument {name}: {answer} / {maximum} = {value}, times the weight {weight}.",
    ),
    "rule_band": (
        "{answer} berada pada rentang yang bernilai {value}, kali bobot {weight}.",
        "{answer} lies in the band with the value {value}, times the weight {weight}.",
    ),
    "rule_ratio": (
        "{formula}, dengan {inputs}, bernilai {value}, kali bobot {weight}.",
        "{formula}, with {inputs}, gives {value}, times the weight {weight}.",
    ),
    "rule_ratio_cut": (
        "{formula}, dengan {inputs}, melebihi {cap}, maka dipotong menjadi {value}, kali bobot {weight}.",
        "{formula}, with {inputs}, is above {cap}, so it is cut to {value}, times the weight {weight}.",
    ),
    "rule_ratio_direct": (
        "Rasio {answer} diisi langsung dan bernilai {value}, kali bobot {weight}.",
        "The ratio {answer} was given directly and has the value {value}, times the weight {weight}.",
    ),
    "rule_zero_divisor": (
        "Pembaginya nol ({inputs}); menurut pilihan {choice} nilainya {value}, kali bobot {weight}.",
        "The divisor is zero ({inputs}); by the choice {choice} the value is {value}, times the weight {weight}.",
    ),
}
