"""The files of the sample's evidence, as a person reads them."""

import pypdfium2

from bening.systems.assessment.demo.files import content


def test_a_piece_of_paper_names_its_day_in_indonesian() -> None:
    made = content({"medium": "pdf", "name": "Edaran.pdf", "text": ["Isi."], "effective_on": "2025-01-20"})
    text = pypdfium2.PdfDocument(made)[0].get_textpage().get_text_range()
    assert ("Berlaku 20 Januari 2025" in text, "2025-01-20" in text) == (True, False)
