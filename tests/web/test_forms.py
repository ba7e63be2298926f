"""A form of Django is drawn with label, hint and error where a screen reader finds them."""

import re
from typing import Any

from django import forms
from django.template import engines


class Letter(forms.Form):
    number = forms.CharField(label="Nomor <surat>", help_text="Seperti pada surat")
    note = forms.CharField(label="Catatan", required=False, widget=forms.Textarea)
    access = forms.ChoiceField(label="Akses", choices=[("a", "Umum"), ("b", "Terbatas")], widget=forms.RadioSelect)
    again = forms.BooleanField(label="Lagi", required=False)
    file = forms.FileField(label="Berkas", required=False)
    secret = forms.CharField(widget=forms.HiddenInput, initial="x", required=False)

    def clean(self) -> dict[str, Any]:
        raise forms.ValidationError("Surat <ini> sudah ada.")


def drawn(name: str, **data: str) -> str:
    form = Letter(data or None)
    return re.sub(r"\s*\n\s*", "", form[name].as_field_group())


def test_a_field_has_a_label_a_hint_and_a_control_that_names_the_hint() -> None:
    html = drawn("number")
    assert '<label for="id_number">Nomor &lt;surat&gt;</label>' in html
    assert '<span class="hint" id="id_number_helptext">Seperti pada surat</span>' in html
    assert 'class="input"' in html
    assert 'aria-describedby="id_number_helptext"' in html
    assert "aria-invalid" not in html


def test_a_mistake_is_named_by_its_control() -> None:
    html = drawn("number", note="x")
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_number_helptext id_number_error"' in html
    assert '<span class="error" id="id_number_error">' in html


def test_only_what_may_be_left_empty_says_so() -> None:
    assert "boleh kosong" not in drawn("number")
    assert "boleh kosong" in drawn("note")


def test_choices_are_a_group_with_a_legend() -> None:
    html = drawn("access", access="b")
    assert html.startswith('<fieldset class="field"><legend class="legend">Akses</legend>')
    assert len(re.findall(r'<label class="check" for="id_access_\d"><input type="radio"', html)) == 2
    assert html.count("checked") == 1


def test_a_group_without_a_choice_names_its_mistake() -> None:
    html = drawn("access", note="x")
    assert '<fieldset class="field" aria-describedby="id_access_error">' in html
    assert 'id="id_access_error"' in html


def test_a_box_to_tick_stands_inside_its_label() -> None:
    assert '<label class="check" for="id_again"><input type="checkbox" name="again" id="id_again"><span>' in drawn(
        "again"
    )


def test_a_file_has_a_zone_to_drop_it() -> None:
    html = drawn("file")
    assert '<div class="drop">' in html
    assert '<input type="file" name="file" class="input" id="id_file">' in html


def test_a_whole_form_says_first_what_is_wrong_with_it_and_keeps_what_is_hidden() -> None:
    template = engines["django"].from_string("{{ form }}")
    html = template.render({"form": Letter({"number": "1", "access": "a"})})
    assert html.startswith('<div class="alert alert-bad" role="alert">')
    assert "Surat &lt;ini&gt; sudah ada." in html
    assert html.count('type="hidden"') == 1
