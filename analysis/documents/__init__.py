"""The bytes of a document in, its pieces of text out: web page, PDF, Word, OpenDocument, RTF, mail.

Runs as a process of its own under limits (`child.py`), so that a bomb hurts nobody; it imports nothing of ours and
opens no connection. `article/read_file.py` starts it and makes an `Article` of the answer.
"""
