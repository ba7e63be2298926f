"""Handing in from the page: the draft stays where it cannot be handed in, and the page says so."""

import pytest
from django.urls import reverse
from django.utils.html import escape

from bening.systems.assessment.models import AnswerState
from tests.kernel.people.web import signed_in
from tests.systems.assessment.makers import answer_of, make_city, start


@pytest.mark.django_db
def test_what_cannot_be_handed_in_is_saved_and_the_page_says_so() -> None:
    city = make_city()
    answer = answer_of(start(city))
    form = {"seen": answer.version, "nilai": "A", "catatan": " ", "aksi": "kirim"}
    shown = signed_in(city.people["operator"]).post(reverse("assessment:save", args=[answer.pk]), form)
    text = shown.content.decode()
    kept = answer_of(answer.round)
    assert shown.status_code == 422
    assert "Draf tersimpan, tetapi belum dikirim. Bukti belum ada." in text
    assert (kept.value, kept.note, kept.state, kept.version) == ("A", " ", AnswerState.DRAFT, answer.version + 1)
    assert f'name="seen" value="{kept.version}"' in text  # saved again from here, it is not told of a change


@pytest.mark.django_db
def test_what_cannot_be_saved_is_not_called_saved_and_stays_in_the_form() -> None:
    city = make_city()
    answer = answer_of(start(city), "K.2")
    form = {"seen": answer.version, "nilai": "seratus", "catatan": "Lihat <map> 3.", "aksi": "kirim"}
    shown = signed_in(city.people["operator"]).post(reverse("assessment:save", args=[answer.pk]), form)
    text = shown.content.decode()
    assert shown.status_code == 422
    assert "Draf tersimpan" not in text
    assert 'value="seratus"' in text
    assert escape("Lihat <map> 3.") in text
    assert answer_of(answer.round, "K.2").version == answer.version


@pytest.mark.django_db
def test_a_complete_answer_is_saved_and_handed_in_at_once() -> None:
    city = make_city()
    answer = answer_of(start(city))
    form = {"seen": answer.version, "nilai": "A", "catatan": "Di map 3.", "aksi": "kirim"}
    shown = signed_in(city.people["operator"]).post(reverse("assessment:save", args=[answer.pk]), form)
    assert shown.status_code == 302
    assert answer_of(answer.round).state == AnswerState.SUBMITTED


@pytest.mark.django_db
def test_a_message_that_is_refused_leaves_the_answer_beside_it_as_it_was_saved() -> None:
    city = make_city()
    answer = answer_of(start(city))
    client = signed_in(city.people["operator"])
    client.post(
        reverse("assessment:save", args=[answer.pk]),
        {"seen": answer.version, "nilai": "B", "catatan": "Di map 3.", "aksi": "simpan"},
    )
    shown = client.post(reverse("assessment:remark", args=[answer.pk]), {"pesan": "x" * 4001})
    text = shown.content.decode()
    assert shown.status_code == 422
    assert 'value="B" checked' in text
    assert 'aria-describedby="catatan-bantu">Di map 3.</textarea>' in text
    assert f'name="pesan" maxlength="4000">{"x" * 4001}</textarea>' in text


@pytest.mark.django_db
def test_a_deadline_that_is_refused_keeps_its_reason_beside_its_own_button() -> None:
    city = make_city()
    answer = answer_of(start(city))
    form = {"seen": answer.version, "tenggat": "", "alasan": "Libur panjang."}
    shown = signed_in(city.people["koordinator"]).post(reverse("assessment:arrange", args=[answer.pk]), form)
    text = shown.content.decode()
    assert shown.status_code == 422
    assert 'id="alasan-tenggat" name="alasan" maxlength="400" required value="Libur panjang."' in text
    assert text.count("Libur panjang.") == 1
