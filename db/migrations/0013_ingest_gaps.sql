-- What was settled long ago is forgotten by the worker; until now it could add to these and not take away.
GRANT DELETE ON quarantine, unrouted_events, incident_entities TO portal_worker;
