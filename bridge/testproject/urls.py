"""The addresses: AllianceAuth's, which bring those of its plugins."""

import allianceauth.urls
from django.urls import include, path

urlpatterns = [path("", include(allianceauth.urls))]

handler500 = "allianceauth.views.Generic500Redirect"
handler404 = "allianceauth.views.Generic404Redirect"
handler403 = "allianceauth.views.Generic403Redirect"
handler400 = "allianceauth.views.Generic400Redirect"
