"""The pages of signing in, made of allauth's: our templates, our words. What subclasses allauth stands here alone."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import LoginForm, ReauthenticateForm
from allauth.account.views import LoginView, ReauthenticateView
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as CodeAgainForm
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.base.views import ReauthenticateView as CodeAgainView
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from bening.kernel.people import queries
from bening.kernel.people.middleware import is_required
from bening.kernel.people.samples import is_demo


def _plain(form: Any, name: str, label: Any, help_text: Any = "", **attrs: str) -> None:
    """Give a field of allauth our label; a placeholder would say the same once more and vanish."""
    field = form.fields[name]
    field.label, field.help_text = label, help_text
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs |= attrs


class SignInForm(LoginForm):
    """E-mail and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("remember", None)
        _plain(self, "login", _("Alamat e-mail"), autocomplete="username")
        _plain(self, "password", _("Kata sandi"))

    def clean(self) -> dict[str, Any]:
        """Return what was typed; no session outlives the browser."""
        cleaned: dict[str, Any] = super().clean()
        return cleaned | {"remember": False}


class _CodeForm:
    """A code from the application, or one of the recovery codes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hint = _("Enam angka dari aplikasi Anda, atau satu kode cadangan.")
        _plain(self, "code", _("Kode masuk"), hint, inputmode="numeric")


class CodeForm(_CodeForm, AuthenticateForm):
    """The code after the password."""


class CodeConfirmForm(_CodeForm, CodeAgainForm):
    """The code that confirms who is at the keyboard."""


class PasswordConfirmForm(ReauthenticateForm):
    """The password that confirms who is at the keyboard."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self, "password", _("Kata sandi"))


class SetUpForm(ActivateTOTPForm):
    """The first code, which shows that the application has the key."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self, "code", _("Kode masuk"), _("Enam angka yang ditampilkan aplikasi."), inputmode="numeric")


class SignIn(LoginView):
    """The page of signing in; in the demo it offers the sample roles."""

    template_name = "people/sign_in.html"
    form_class = SignInForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return what the page shows."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        samples = queries.sample_memberships(timezone.localdate()) if is_demo() else ()
        return context | {"samples": samples}


class Code(AuthenticateView):
    """The page that asks for the second factor."""

    template_name = "people/code.html"
    form_class = CodeForm


class _Confirm:
    """Asks once more who is at the keyboard; whoever has nothing to show it with is led to setting up a code."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer, or lead on."""
        if request.user.is_authenticated and not get_adapter().get_reauthentication_methods(request.user):
            messages.warning(
                request,
                gettext(
                    "Akun Anda belum mempunyai kata sandi atau kode masuk untuk memastikan diri. "
                    "Pasang kode masuk di sini, atau minta tautan kata sandi kepada administrator."
                ),
            )
            return redirect("mfa_activate_totp")
        found: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]  # the view beside it
        return found


class PasswordConfirm(_Confirm, ReauthenticateView):
    """The page that asks for the password once more before something delicate."""

    template_name = "people/confirm.html"
    form_class = PasswordConfirmForm


class CodeConfirm(_Confirm, CodeAgainView):
    """The page that asks for a code once more before something delicate."""

    template_name = "people/confirm.html"
    form_class = CodeConfirmForm


@method_decorator(never_cache, name="dispatch")
class SetUp(ActivateTOTPView):
    """The page that sets the second factor up."""

    template_name = "people/set_up.html"
    form_class = SetUpForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return what the page shows."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        must = is_required() and queries.lacks_second_factor(self.request.user, timezone.localdate())
        return context | {"must": must}


class TakeOff(DeactivateTOTPView):
    """The page that takes the second factor off."""

    template_name = "people/take_off.html"


@method_decorator(never_cache, name="dispatch")
class RecoveryCodes(ViewRecoveryCodesView):
    """The page of the recovery codes."""

    template_name = "people/recovery_codes.html"


class NewRecoveryCodes(GenerateRecoveryCodesView):
    """The page that makes new recovery codes."""

    template_name = "people/new_recovery_codes.html"
