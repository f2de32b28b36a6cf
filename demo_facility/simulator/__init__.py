"""A small facility that writes real folders and sends real messages.

In: scenario files (YAML) and a seed. Out: folders below a root, and messages to a STOMP or HTTP door or to files.
Nothing that is sent is written in the code: it follows from the scenario and the seed. It never reads the catalogue.
"""
