"""The addresses of people and sign-in; names that begin with `account_` and `mfa_` are those that allauth asks for."""

from django.urls import path

from bening.kernel.people import sign_in
from bening.kernel.people.views import account, invitations, organisations, people

urlpatterns = [
    path("masuk/", sign_in.SignIn.as_view(), name="account_login"),
    path("masuk/kode/", sign_in.Code.as_view(), name="mfa_authenticate"),
    path("masuk/lupa/", account.forgotten, name="account_reset_password"),
    path("masuk/sandi/<uuid:user_id>/<str:token>/", account.new_password, name="people_new_password"),
    path("masuk/contoh/<uuid:membership_id>/", account.sign_in_as_sample, name="people_sample"),
    path("keluar/", account.sign_out, name="account_logout"),
    path("undangan/<str:token>/", invitations.accept, name="people_invitation"),
    path("akun/", account.account, name="people_account"),
    path("akun/", account.account, name="mfa_index"),
    path("akun/hak/", account.rights, name="people_rights"),
    path("akun/sandi/", account.password, name="account_change_password"),
    path("akun/konfirmasi/", sign_in.PasswordConfirm.as_view(), name="account_reauthenticate"),
    path("akun/konfirmasi/kode/", sign_in.CodeConfirm.as_view(), name="mfa_reauthenticate"),
    path("akun/kode/", sign_in.SetUp.as_view(), name="mfa_activate_totp"),
    path("akun/kode/lepas/", sign_in.TakeOff.as_view(), name="mfa_deactivate_totp"),
    path("akun/kode-cadangan/", sign_in.RecoveryCodes.as_view(), name="mfa_view_recovery_codes"),
    path("akun/kode-cadangan/baru/", sign_in.NewRecoveryCodes.as_view(), name="mfa_generate_recovery_codes"),
    path("orang/", people.people, name="people_list"),
    path("orang/undang/", invitations.invite, name="people_invite"),
    path("orang/undangan/<uuid:invitation_id>/tarik/", invitations.withdraw, name="people_withdraw"),
    path("orang/organisasi/", organisations.organisations, name="people_organisations"),
    path("orang/organisasi/tambah/", organisations.add, name="people_organisation_add"),
    path("orang/organisasi/<uuid:organisation_id>/", organisations.organisation, name="people_organisation"),
    path("orang/organisasi/<uuid:organisation_id>/tutup/", organisations.close, name="people_organisation_close"),
    path("orang/peran/<uuid:membership_id>/akhiri/", people.end, name="people_end"),
    path("orang/peran/<uuid:membership_id>/serahkan/", people.hand_over, name="people_hand_over"),
    path("orang/<uuid:user_id>/", people.person, name="people_person"),
    path("orang/<uuid:user_id>/peran/", people.grant, name="people_grant"),
    path("orang/<uuid:user_id>/hentikan/", people.deactivate, name="people_deactivate"),
    path("orang/<uuid:user_id>/aktifkan/", people.reactivate, name="people_reactivate"),
    path("orang/<uuid:user_id>/lepas-kode/", people.take_off_code, name="people_take_off_code"),
    path("orang/<uuid:user_id>/tautan-sandi/", people.password_link, name="people_password_link"),
]
