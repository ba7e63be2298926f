"""How forms are drawn: label, hint, control and error in our markup."""

from django.forms import BoundField, CheckboxInput, FileInput, Select, Textarea, Widget
from django.forms.renderers import DjangoTemplates
from django.forms.widgets import ChoiceWidget, Input
from django.utils.safestring import SafeString


class Renderer(DjangoTemplates):
    """Draws Django's forms with the templates of this package."""

    form_template_name = "web/forms/form.html"
    field_template_name = "web/forms/field.html"


def kind_of(field: BoundField) -> str:
    """Say which markup a field needs: check, choices, file, or control."""
    widget = field.field.widget
    if isinstance(widget, CheckboxInput):
        return "check"
    if isinstance(widget, ChoiceWidget) and not isinstance(widget, Select):
        return "choices"
    return "file" if isinstance(widget, FileInput) else "control"


def control(field: BoundField) -> SafeString:
    """Give the control of a field with the class of our sheet, where it takes one."""
    widget: Widget = field.field.widget
    takes_class = isinstance(widget, Input | Textarea | Select) and not isinstance(widget, CheckboxInput)
    if not takes_class:
        return field.as_widget()
    classes = " ".join(filter(None, ["input", widget.attrs.get("class", "")]))
    return field.as_widget(attrs={"class": classes})
