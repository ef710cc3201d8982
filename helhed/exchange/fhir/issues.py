"""What is wrong with a message, said with MedCom's issue codes.

Source: ValueSet medcom-acknowledgement-issue-details 1.8.1 (terminology package 2.0.1).
"""

from dataclasses import dataclass
from enum import StrEnum

HL7_SYSTEM = "http://terminology.hl7.org/CodeSystem/operation-outcome"
MEDCOM_SYSTEM = "http://medcomfhir.dk/ig/terminology/CodeSystem/medcom-acknowledgement-error-codes"


class Code(StrEnum):
    """Issue codes of the value set; the spelling, slips included, is the publisher's."""

    BAD_FORMAT = "MSG_BAD_FORMAT"
    BAD_SYNTAX = "MSG_BAD_SYNTAX"
    DATE_FORMAT = "MSG_DATE_FORMAT"
    DUPLICATE_ID = "MSG_DUPLICATE_ID"
    ID_INVALID = "MSG_ID_INVALID"
    ID_MISSING = "MSG_RESOURCE_ID_MISSING"
    ID_TOO_LONG = "MSG_ID_TOO_LONG"
    JSON_OBJECT = "MSG_JSON_OBJECT"
    LOCAL_FAIL = "MSG_LOCAL_FAIL"
    NO_EXIST = "MSG_NO_EXIST"
    NOT_ALLOWED = "MSG_RESOURCE_NOT_ALLOWED"
    PARAM_INVALID = "MSG_PARAM_INVALID"
    NO_REPEAT = "MSG_PARAM_NO_REPEAT"
    REQUIRED = "MSG_RESOURCE_REQUIRED"
    TYPE_MISMATCH = "MSG_RESOURCE_TYPE_MISMATCH"
    WRONG_NS = "MSG_WRONG_NS"
    CODE_SYSTEM = "MSG_CodeSystem_VALUE_UNKNOWN"
    DAMAGED = "MSG_Damaged_durin_transport"
    OUT_OF_OPERATION = "MSG_Mailbox_Out_Of_Operation"
    DATATYPE = "MSG_Datatype_Wrong"
    TOO_LONG = "MSG_Element_To_Long"
    RECEIVER_MISSING = "MSG_Receiver_Identifier_MISSING"
    RECEIVER_UNKNOWN = "MSG_Receiver_Identifier_UNKNOWN"
    UNSUPPORTED = "MSG_RECEIVER_UNABLE_TO_RECEIVE_MSG_TYPE"
    VALUE_SET = "MSG_VALUESET_VALUE_UNKNOWN"

    @property
    def system(self) -> str:
        return MEDCOM_SYSTEM if self in _MEDCOM else HL7_SYSTEM

    @property
    def issue_type(self) -> str:
        """The FHIR issue type (required binding) that fits the code."""
        return _ISSUE_TYPES.get(self, "structure")


_MEDCOM = frozenset(
    {
        Code.CODE_SYSTEM,
        Code.DAMAGED,
        Code.OUT_OF_OPERATION,
        Code.DATATYPE,
        Code.TOO_LONG,
        Code.RECEIVER_MISSING,
        Code.RECEIVER_UNKNOWN,
        Code.UNSUPPORTED,
        Code.VALUE_SET,
    }
)
_ISSUE_TYPES = {
    Code.REQUIRED: "required",
    Code.RECEIVER_MISSING: "required",
    Code.ID_MISSING: "required",
    Code.VALUE_SET: "code-invalid",
    Code.CODE_SYSTEM: "code-invalid",
    Code.DATATYPE: "value",
    Code.DATE_FORMAT: "value",
    Code.ID_INVALID: "value",
    Code.PARAM_INVALID: "value",
    Code.TOO_LONG: "too-long",
    Code.ID_TOO_LONG: "too-long",
    Code.UNSUPPORTED: "not-supported",
    Code.DUPLICATE_ID: "duplicate",
    Code.RECEIVER_UNKNOWN: "not-found",
    Code.NO_EXIST: "not-found",
    Code.LOCAL_FAIL: "transient",
}


@dataclass(frozen=True)
class Issue:
    """One thing wrong: the code, where in the message, and what, in a sentence.

    `text` never holds a CPR number or a name: it goes into logs and into acknowledgements.
    """

    code: Code
    path: str
    text: str

    def __str__(self) -> str:
        return f"{self.path}: {self.text} ({self.code})"


class Unreadable(Exception):
    """The bytes are no FHIR message at all; `issues` says why, `text` is what could be decoded."""

    def __init__(self, issue: Issue, text: str = "") -> None:
        self.issue = issue
        self.text = text
        super().__init__(str(issue))
