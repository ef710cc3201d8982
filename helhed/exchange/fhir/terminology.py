"""MedCom's codes and addresses. Source: terminology package 2.0.1."""

from typing import Final

EVENT_SYSTEM: Final = "http://medcomfhir.dk/ig/terminology/CodeSystem/medcom-messaging-eventCodes"
HOSPITAL_NOTIFICATION: Final = "hospital-notification-message"
ACKNOWLEDGEMENT: Final = "acknowledgement-message"
EVENTS: Final = frozenset(
    {
        "empty-message",
        "care-communication-message",
        HOSPITAL_NOTIFICATION,
        ACKNOWLEDGEMENT,
        "homecareobservation-message",
    }
)

DESTINATION_USE: Final = (
    "http://medcomfhir.dk/ig/messaging/StructureDefinition/medcom-messaging-destinationUseExtension"
)
DESTINATION_USE_SYSTEM: Final = (
    "http://medcomfhir.dk/ig/terminology/CodeSystem/medcom-messaging-destinationUse"
)

ACTIVITY_SYSTEM: Final = (
    "http://medcomfhir.dk/ig/terminology/CodeSystem/medcom-messaging-activityCodes"
)
# ValueSet medcom-hospitalNotification-messageActivities.
HOSPITAL_ACTIVITIES: Final = frozenset(
    prefix + activity
    for prefix in ("", "revise-", "cancel-")
    for activity in (
        "admit-emergency",
        "admit-inpatient",
        "start-leave-inpatient",
        "end-leave-inpatient",
        "discharge-emergency-home",
        "discharge-inpatient-home",
    )
)

CLASS_SYSTEM: Final = "http://terminology.hl7.org/CodeSystem/v3-ActCode"
# ValueSets medcom-hospitalNotification-encounterClass and -encounterStatus.
CLASSES: Final = frozenset({"EMER", "IMP"})
STATUSES: Final = frozenset({"in-progress", "onleave", "finished", "entered-in-error"})

# ValueSet provenance-entity-role (FHIR R4).
ENTITY_ROLES: Final = frozenset({"derivation", "revision", "quotation", "source", "removal"})

CPR_SYSTEM: Final = "urn:oid:1.2.208.176.1.2"
LPR3_SYSTEM: Final = "https://www.esundhed.dk/Registre/Landspatientregisteret"

_HN: Final = "http://medcomfhir.dk/ig/hospitalnotification/StructureDefinition/"
# The misspelling is the publisher's.
LEAVE_PERIOD: Final = f"{_HN}medcom-hospitalnotifiation-leave-period-extension"
REPORT_OF_ADMISSION: Final = f"{_HN}medcom-messaging-reportOfAdmissionExtension"
REPORT_RECIPIENT: Final = f"{_HN}medcom-messaging-reportOfAdmissionRecipientExtension"
