"""What we show of contacts, appointments, outreach and enquiries."""
