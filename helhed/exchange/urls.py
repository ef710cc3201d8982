from django.urls import path

from helhed.exchange.views import citizens, receiving, support, whole

app_name = "exchange"
urlpatterns = [
    path(
        "hospital-notifications/", receiving.hospital_notifications, name="hospital-notifications"
    ),
    path("citizens/<uuid:citizen_id>/", citizens.notifications, name="notifications"),
    path("citizens/<uuid:citizen_id>/whole/", whole.whole_record, name="whole-record"),
    path(
        "citizens/<uuid:citizen_id>/whole/ready/",
        whole.whole_record_ready,
        name="whole-record-ready",
    ),
    path(
        "citizens/<uuid:citizen_id>/whole/<slug:form>/",
        whole.whole_record_file,
        name="whole-record-file",
    ),
    path("messages/", support.messages, name="messages"),
    path("messages/<uuid:message_id>/", support.message, name="message"),
    path("messages/<uuid:message_id>/raw/", support.raw_message, name="raw-message"),
]
