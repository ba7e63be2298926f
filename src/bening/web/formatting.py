"""Numbers, money, days and sizes the Indonesian way, and the English one."""

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

Number = Decimal | Fraction | int | str

MINUS = "−"
WEEKDAYS = {
    "id": ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
MONTHS = {
    "id": [
        "Januari",
        "Februari",
        "Maret",
        "April",
        "Mei",
        "Juni",
        "Juli",
        "Agustus",
        "September",
        "Oktober",
        "November",
        "Desember",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}
SHORT_MONTHS = {
    "id": ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"],
    "en": ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
}
MOST_PLACES = 6
TEN = 10
SIZES = ("B", "kB", "MB", "GB", "TB")


def number(value: Number, places: int = 0, language: str = "id") -> str:
    """Give a number with its thousands apart, rounded half up to some places.

    >>> number("1234567.895", 2), number("1234567.895", 2, "en")
    ('1.234.567,90', '1,234,567.90')
    >>> number(Fraction(-1, 3), 2), number("-0.001", 2)
    ('−0,33', '0,00')
    """
    exact = Fraction(value)
    units = int(abs(exact) * 10**places + Fraction(1, 2))
    whole, part = divmod(units, 10**places)
    text = f"{whole:,}" + (f".{part:0{places}}" if places else "")
    if language == "id":
        text = text.translate(str.maketrans(",.", ".,"))
    return MINUS + text if exact < 0 and units else text


def as_written(value: str, language: str = "id") -> str:
    """Give a plain decimal with the places that say something, as people write a count or a ratio.

    >>> as_written("0.000000"), as_written("1200"), as_written("2.50"), as_written("2.5", "en")
    ('0', '1.200', '2,5', '2.5')
    """
    _whole, _point, part = value.partition(".")
    return number(value, len(part.rstrip("0")), language)


def points(value: Number, language: str = "id") -> str:
    """Give points with the two decimals that they always have.

    >>> points("78"), points("78", "en"), points(Fraction(235, 3))
    ('78,00', '78.00', '78,33')
    """
    return number(value, 2, language)


def signed(value: Number, language: str = "id") -> str:
    """Give points that were won or lost, with their sign.

    >>> signed("1.25"), signed("-1.25"), signed(0)
    ('+1,25', '−1,25', '0,00')
    """
    text = points(value, language)
    return "+" + text if Fraction(value) > 0 and text != points(0, language) else text


def gap(value: Number, language: str = "id") -> str:
    """Say how far a value is from its threshold: below it, above it, or on it.

    >>> gap("-2"), gap("2.15"), gap(0)
    ('kurang 2,00 poin', 'lebih 2,15 poin', 'tepat pada ambang')
    >>> gap("-2", "en"), gap("2.15", "en"), gap(0, "en")
    ('2.00 points short', '2.15 points over', 'exactly on the threshold')
    """
    exact = Fraction(value)
    if not exact:
        return "tepat pada ambang" if language == "id" else "exactly on the threshold"
    size = _enough_places(abs(exact), language)
    if language == "id":
        return f"{'kurang' if exact < 0 else 'lebih'} {size} poin"
    return f"{size} points {'short' if exact < 0 else 'over'}"


def gap_word(value: Number, language: str = "id") -> str:
    """Give the word between a distance and the threshold that it is measured from.

    >>> gap_word("-2"), gap_word("2.15"), gap_word(0)
    ('dari', 'dari', '')
    >>> gap_word("-2", "en"), gap_word("2.15", "en"), gap_word(0, "en")
    ('of', '', 'of')
    """
    exact = Fraction(value)
    if language == "id":
        return "dari" if exact else ""
    return "" if exact > 0 else "of"


def _enough_places(size: Fraction, language: str) -> str:
    """Give two decimals, or as many as it takes that something remains of a distance."""
    places = 2
    while places < MOST_PLACES and size * 10**places < Fraction(1, 2):
        places += 1
    return number(size, places, language)


def percent(share: Number, places: int = 1, language: str = "id") -> str:
    """Give a share of one as a percentage.

    >>> percent("0.375"), percent(Fraction(2, 3), 0), percent("0.375", language="en")
    ('37,5%', '67%', '37.5%')
    """
    return f"{number(Fraction(share) * 100, places, language)}%"


def rupiah(value: Number, language: str = "id") -> str:
    """Give an amount of money in whole rupiah.

    >>> rupiah("1250000"), rupiah("-1250000.5", "en")
    ('Rp 1.250.000', '−Rp 1,250,001')
    """
    text = number(value, 0, language)
    return f"{MINUS}Rp {text[1:]}" if text.startswith(MINUS) else f"Rp {text}"


def lowered(title: str) -> str:
    """Give a title as it stands inside a sentence; an acronym keeps its letters.

    >>> lowered("Penilai internal"), lowered("APIP Kota Contoh"), lowered("")
    ('penilai internal', 'APIP Kota Contoh', '')
    """
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]


def file_size(size: int, language: str = "id") -> str:
    """Give the size of a file in steps of a thousand, with a decimal below ten.

    >>> file_size(912), file_size(412_300), file_size(2_140_000), file_size(25_000_000)
    ('912 B', '412 kB', '2,1 MB', '25 MB')
    """
    value, step = Fraction(size), 0
    while value >= Fraction(1999, 2) and step < len(SIZES) - 1:
        value, step = value / 1000, step + 1
    places = 1 if step and value < TEN else 0
    return f"{number(value, places, language)} {SIZES[step]}"


def day(value: date, language: str = "id") -> str:
    """Give a day with its month in full.

    >>> day(date(2025, 10, 8)), day(date(2025, 10, 8), "en")
    ('8 Oktober 2025', '8 October 2025')
    """
    return f"{value.day} {MONTHS[language][value.month - 1]} {value.year}"


def long_day(value: date, language: str = "id") -> str:
    """Give a day with its name.

    >>> long_day(date(2025, 10, 8)), long_day(date(2025, 10, 8), "en")
    ('Rabu, 8 Oktober 2025', 'Wednesday, 8 October 2025')
    """
    return f"{WEEKDAYS[language][value.weekday()]}, {day(value, language)}"


def short_day(value: date, language: str = "id") -> str:
    """Give a day for a narrow column; its year stands in the `datetime` beside it.

    >>> short_day(date(2025, 10, 8)), short_day(date(2025, 10, 8), "en")
    ('Rab, 8 Okt', 'Wed, 8 Oct')
    """
    return f"{WEEKDAYS[language][value.weekday()][:3]}, {brief_day(value, language)}"


def brief_day(value: date, language: str = "id") -> str:
    """Give day and month alone, for a label in a chart.

    >>> brief_day(date(2025, 8, 8)), brief_day(date(2025, 8, 8), "en")
    ('8 Agu', '8 Aug')
    """
    return f"{value.day} {SHORT_MONTHS[language][value.month - 1]}"


def month(value: date, language: str = "id") -> str:
    """Give month and year for the axis of a chart.

    >>> month(date(2025, 12, 1)), month(date(2025, 12, 1), "en")
    ('Des 2025', 'Dec 2025')
    """
    return f"{SHORT_MONTHS[language][value.month - 1]} {value.year}"


def moment(value: datetime, language: str = "id") -> str:
    """Give a day and the minute in it, in the zone that the value is in.

    >>> moment(datetime(2025, 9, 29, 9, 5)), moment(datetime(2025, 9, 29, 9, 5), "en")
    ('29 September 2025, 09.05', '29 September 2025, 09:05')
    """
    clock = value.strftime("%H.%M" if language == "id" else "%H:%M")
    return f"{day(value, language)}, {clock}"


def working_days(left: int, language: str = "id") -> str:
    """Say how many working days are left; below none, by how many it is late.

    >>> working_days(7), working_days(0), working_days(-2)
    ('7 hari kerja lagi', 'hari ini', 'terlambat 2 hari kerja')
    >>> working_days(1, "en"), working_days(0, "en"), working_days(-2, "en")
    ('1 working day left', 'today', '2 working days late')
    """
    if not left:
        return "hari ini" if language == "id" else "today"
    if language == "id":
        return f"{left} hari kerja lagi" if left > 0 else f"terlambat {-left} hari kerja"
    days = "working day" if abs(left) == 1 else "working days"
    return f"{left} {days} left" if left > 0 else f"{-left} {days} late"
