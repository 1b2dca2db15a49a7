"""The protocol between Linli and what writes voice messages down (docs/recognition.md).

A program of a city calls serve() with the languages that it writes down and a function; all else is here.
"""

import array
import io
import json
import os
import sys
import wave

# Libraries print what they like, some while they are imported: only answers may come out of here. So this is imported first.
answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
os.dup2(2, 1)


def serve(langs, understand):
    """Answer recordings until there are no more: understand(wav, lang) returns the text of a WAV file."""
    def say(line):
        answers.write(json.dumps(line, ensure_ascii=False) + "\n")
        answers.flush()

    say({"ready": langs})
    while head := sys.stdin.buffer.readline():
        asked = json.loads(head)
        wav = sys.stdin.buffer.read(asked["bytes"])
        if len(wav) < asked["bytes"]:
            return  # the kiosk is gone
        say({"id": asked["id"], "text": understand(wav, asked["lang"])})


def samples(wav):
    """The samples of a recording, 16,000 a second, one channel, 16 bits."""
    with wave.open(io.BytesIO(wav)) as sound:
        pcm = array.array("h", sound.readframes(sound.getnframes()))
    if sys.byteorder == "big":
        pcm.byteswap()
    return pcm
