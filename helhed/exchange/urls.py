from django.urls import path

from helhed.exchange.views import receiving, support

app_name = "exchange"
urlpatterns = [
    path(
        "hospital-notifications/", receiving.hospital_notifications, name="hospital-notifications"
    ),
    path("messages/", support.messages, name="messages"),
    path("messages/<uuid:message_id>/", support.message, name="message"),
    path("messages/<uuid:message_id>/raw/", support.raw_message, name="raw-message"),
]
