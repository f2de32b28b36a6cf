# The rooms of the server, one line each, in the order data walks through them. This list is the architecture diagram:
# a room includes only rooms it lists, and lists only rooms above it. rooms_check.cmake holds every #include against it.
room(base)
room(net         USES base)
room(model       USES base)
room(definitions USES model base)
room(lineage     USES definitions model base)
room(store       USES model base)
room(catalogue   USES store lineage definitions model base)
room(search      USES store lineage definitions model base)
room(files       USES store catalogue definitions model base)
room(ingest      USES catalogue store lineage definitions model net base)
room(api         USES ingest files search catalogue store lineage definitions model net base)
room(app         USES api ingest files search catalogue store lineage definitions model net base)
