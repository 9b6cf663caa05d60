"""The ask flow and its faces: question → evidence → drafted claims → verified claims → answer → screen.

Start at ``assistant.answering``. The command line is ``assistant.cli``, the web chat ``assistant.chat``.
"""
