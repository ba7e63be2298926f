"""What changed between two instruments. Options, facts, gates and thresholds are named by their keys in the file."""

CATALOGUE: dict[str, tuple[str, str]] = {
    "change_other": (
        "Hanya sumber, catatan, bukti, atau saran yang berubah; nilai dan syarat tetap.",
        "Sources, notes, evidence or advice alone changed; values and gates did not.",
    ),
    "change_head": ("{what}: {before} menjadi {after}.", "{what}: {before} became {after}."),
    "change_gone": ("Dihapus: {kind} {name}.", "Removed: {kind} {name}."),
    "change_new": ("Baru: {kind} {name}.", "New: {kind} {name}."),
    "change_option": (
        "Pilihan {name}: {before} menjadi {after}; bawaannya {default}.",
        "Option {name}: {before} became {after}; the default is {default}.",
    ),
    "change_fact": ("Fakta {name}: {before} menjadi {after}.", "Fact {name}: {before} became {after}."),
    "change_question_gone": ("Pertanyaan {code} dihapus: “{title}”.", "Question {code} was removed: “{title}”."),
    "change_question_new": ("Pertanyaan {code} baru: “{title}”.", "Question {code} is new: “{title}”."),
    "change_node_gone": ("Bagian {code} dihapus: “{title}”.", "Part {code} was removed: “{title}”."),
    "change_node_new": ("Bagian {code} baru: “{title}”.", "Part {code} is new: “{title}”."),
    "change_place": (
        "{code} pindah dari bawah {before} ke bawah {after}.",
        "{code} moved from below {before} to below {after}.",
    ),
    "change_weight": (
        "Bobot {code} (profil {profile}): {before} menjadi {after}.",
        "Weight of {code} (profile {profile}): {before} became {after}.",
    ),
    "change_title": ("Judul {code}: “{before}” menjadi “{after}”.", "Title of {code}: “{before}” became “{after}”."),
    "change_aggregate": (
        "Cara menggabungkan isi {code} (aggregate) berubah.",
        "How {code} combines its parts (aggregate) changed.",
    ),
    "change_shape": (
        "{code} berubah antara kelompok dan pertanyaan.",
        "{code} changed between a group and a question.",
    ),
    "change_leaf": ("{code}, {what}: {before} menjadi {after}.", "{code}, {what}: {before} became {after}."),
    "change_rubric": ("Rubrik {code} berubah.", "The rubric of {code} changed."),
    "change_details": (
        "Rincian {code} berubah (misalnya bukti, batas, atau pembulatan).",
        "Details of {code} changed (such as evidence, limits or rounding).",
    ),
    "change_threshold": ("Ambang {name}: {before} menjadi {after}.", "Threshold {name}: {before} became {after}."),
    "change_gate_limit": (
        "Batas syarat {name}: {before} menjadi {after}.",
        "Limit of gate {name}: {before} became {after}.",
    ),
    "change_gate_shape": (
        "Yang dibandingkan oleh syarat {name} berubah.",
        "What the gate {name} compares changed.",
    ),
}
