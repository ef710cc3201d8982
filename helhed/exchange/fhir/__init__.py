"""FHIR as MedCom sends it: reading, checking and writing. Knows nothing of our tables."""
