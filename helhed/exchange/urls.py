from django.urls import path

from helhed.exchange.views import citizens, receiving, support

app_name = "exchange"
urlpatterns = [
    path(
        "hospital-notifications/", receiving.hospital_notifications, name="hospital-notifications"
    ),
    path("citizens/<uuid:citizen_id>/", citizens.notifications, name="notifications"),
    path("messages/", support.messages, name="messages"),
    path("messages/<uuid:message_id>/", support.message, name="message"),
    path("messages/<uuid:message_id>/raw/", support.raw_message, name="raw-message"),
]
