"""The thief's server: prints what one visitor sends, or that nobody came within so many seconds: listen.py PORT SECONDS."""
import socket
import sys

with socket.create_server(("127.0.0.1", int(sys.argv[1]))) as server:
    server.settimeout(float(sys.argv[2]))
    print("listening", flush=True)
    try:
        visitor, _ = server.accept()
        visitor.settimeout(10)
        with visitor:
            print("the thief's server got: " + visitor.recv(1000).decode(errors="replace"), flush=True)
    except TimeoutError:
        print("the thief's server got nothing", flush=True)
