#!/usr/bin/env python3
# Writes the small files that fuzzing begins with, one folder a target.
# SPDX-License-Identifier: MIT
#
# usage: make-corpus.py            writes tests/fuzz/corpus
#        make-corpus.py --check    compares it with what would be written, in TAP

import json
import pathlib
import struct
import sys
import zlib

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from tap import Tap  # noqa: E402

CORPUS = pathlib.Path(__file__).resolve().parent / "corpus"

FORMATS = {0x08: "B", 0x09: "b", 0x0B: "h", 0x0C: "i", 0x0D: "f", 0x0E: "d"}

# 64 zeros behind the header of one image of 8 × 8 pixels, packed with Huffman codes: written out,
# because no two versions of zlib need pack alike.
HUFFMAN = bytes.fromhex("1f8b08000000000002036360e0606660606004620e28a608"
                        "0000b87599a250000000")


def idx(kind, dimensions, values):
    header = struct.pack(f">4B{len(dimensions)}I", 0, 0, kind, len(dimensions), *dimensions)
    return header + struct.pack(f">{len(values)}{FORMATS[kind]}", *values)


def stored(content):
    """A gzip member of stored blocks."""
    packer = zlib.compressobj(0, zlib.DEFLATED, -15)
    body = packer.compress(content) + packer.flush()
    return (b"\x1f\x8b\x08\0\0\0\0\0\0\xff" + body +
            struct.pack("<2I", zlib.crc32(content), len(content)))


def make_idx():
    images = idx(0x08, (2, 2, 3), range(12))
    yield from ((f"images-{kind:02x}", idx(kind, (2, 2, 2), range(8))) for kind in FORMATS)
    yield from ((f"labels-{kind:02x}", idx(kind, (5,), range(5))) for kind in FORMATS)
    yield "flat", idx(0x08, (1, 9), range(9))
    yield "flat-row", idx(0x0D, (1, 5), range(5))
    yield "negative-labels", idx(0x09, (2,), (0, -1))
    yield "large-labels", idx(0x0B, (2,), (1000, 1001))
    yield "not-finite", idx(0x0D, (1, 1, 3), (1, float("inf"), float("nan")))
    yield "no-images", idx(0x08, (0, 2, 2), ())
    yield "wide", idx(0x08, (1, 1, 1025), bytes(1025))
    yield "other-type", b"\0\0\x0a\3" + images[4:]
    yield "other-dimensions", images[:3] + b"\xff" + images[4:]
    yield "endless", struct.pack(">4B3I", 0, 0, 8, 3, 0xFFFFFFFF, 1024, 1024)
    yield "cut", images[:-1]
    yield "cut-header", images[:9]
    yield "longer", images + b"\0"
    yield "stored", stored(images)
    yield "stored-twice", stored(images[:7]) + stored(images[7:])
    yield "stored-cut", stored(images)[:-5]
    yield "stored-endless", stored(struct.pack(">4B3I", 0, 0, 8, 3, 0xFFFF, 1024, 1024))
    yield "huffman", HUFFMAN
    yield "picture", b"\x89PNG\r\n\x1a\n"
    yield "empty", b""


def make_classes():
    yield "letters", b"a\nb\nc\n"
    yield "fashion", b"T-shirt/top\nAnkle boot\n"
    yield "windows", b"\xef\xbb\xbf a \r\n\xe7\x8c\xab\r\n\r\n"
    yield "twice", b"a\nb\na\n"
    yield "gap", b"a\n\nb"
    yield "alone", b"a\n"
    yield "control", b"a\nb\x7f\n"
    yield "latin-1", b"a\n\xe4\n"
    yield "zero", b"a\0b\nc"
    yield "long", b"x" * 100 + b"\n" + b"y" * 101
    yield "packed", stored(b"a\nb\n")


def make_settings():
    yield "none", b"{}"
    yield "numbers", b'{"learning-rate":0.5,"steps":100,"seed":7,"batch":64,"epsilon":1e-08}'
    yield "words", (b'{"data":"mnist","hidden":"128,64","activation":"relu","optimizer":"adam",'
                    b'"schedule":"cosine","batches":"iid","init":"he-normal","bias":false,'
                    b'"subset":"all","subset-file":"none","clip-norm":"none","init-seed":"seed"}')
    yield "escapes", b'{"data":"a\\u00e4\\n\\"\\\\\\/"}'
    yield "zero", b'{"data":"a\\u0000b"}'
    yield "surrogate", b'{"data":"\\ud800"}'
    yield "unknown", b'{"colour":"blue"}'
    yield "limits", b'{"learning-rate":1e400,"seed":-1,"steps":18446744073709551616}'
    yield "line-ends", b'{"hidden":"a\\nb"}'
    yield "line-ends-key", b'{"a\\nb":[]}'
    yield "nested", b"[" * 20 + b"]" * 20
    yield "twice", b'{"seed":1,"seed":2}'
    yield "comment", b'{/* no */"seed":1}'
    yield "array", b'[1, -0.5e+3, true, null, "x"]'
    yield "cut", b'{"seed":'


def safetensors(tensors, data, extra=""):
    header = "{" + extra + ",".join(
        f'"{name}":' + json.dumps({"dtype": "F32", "shape": shape, "data_offsets": offsets})
        for name, shape, offsets in tensors) + "}"
    return struct.pack("<Q", len(header)) + header.encode("ascii") + data


def make_safetensors():
    weight = ("main.0.weight", [2, 3], [0, 24])
    bias = ("main.0.bias", [2], [24, 32])
    linear = safetensors([weight, bias], bytes(32))
    yield "linear", linear
    yield "metadata", safetensors([weight, bias], bytes(32), '"__metadata__":{"format":"pt"},')
    yield "hidden", safetensors([weight, ("main.2.weight", [2, 2], [24, 40])], bytes(40))
    yield "swapped", safetensors([("main.0.bias", [2], [0, 8]), ("main.0.weight", [2, 3], [8, 32])],
                                 bytes(32))
    yield "overlap", safetensors([weight, ("main.0.bias", [2], [16, 24])], bytes(32))
    yield "twice", safetensors([weight, weight, bias], bytes(32))
    yield "backwards", safetensors([("main.0.weight", [2, 3], [24, 0]), bias], bytes(32))
    yield "negative", safetensors([("main.0.weight", [-2, 3], [0, 24]), bias], bytes(32))
    yield "cut", linear[:-1]
    yield "longer", linear + b"\0"
    yield "header-too-long", struct.pack("<Q", 1 << 62) + b"{}"
    yield "no-object", struct.pack("<Q", 2) + b"[]"
    yield "empty", b""


def experiment(settings="{}", changes="", version=1):
    return (f'{{"downhill":{version},"step":40,"settings":{settings},'
            f'"changes":[{changes}]}}').encode()


def change(step, key, value):
    return json.dumps({"step": step, "key": key, "value": value})


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(*chunks):
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">2I5B", 1, 1, 8, 2, 0, 0, 0)) +
            b"".join(chunks) + chunk(b"IEND", b""))


def make_experiment():
    keyword = b"Downhill experiment\0"
    plain = experiment('{"seed":7,"hidden":"8"}', change(12, "learning-rate", "0.05"))
    # In one stored block, because no two versions of zlib need pack alike.
    packed = (b"\x78\x01\x01" + struct.pack("<2H", len(plain), len(plain) ^ 0xFFFF) + plain +
              struct.pack(">I", zlib.adler32(plain)))
    yield "plain", plain
    yield "none", experiment()
    yield "later", experiment(version=2)
    yield "settings", experiment('{"colour":1}')
    yield "changes", experiment(changes=change(3, "learning-rate", "1e-5") + "," +
                                change(3, "learning-rate", "0.5") + "," +
                                change(9, "epsilon", "0.1"))
    yield "changes-back", experiment(changes=change(9, "learning-rate", "1") + "," +
                                     change(3, "learning-rate", "2"))
    yield "changes-late", experiment(changes=change(41, "learning-rate", "1"))
    yield "changes-dead", experiment(changes=change(4, "seed", "1"))
    yield "changes-line-end", experiment(changes=change(4, "a\nb", "1\n2"))
    yield "relative", experiment('{"data":"a/../b","init-from":"./c","subset-file":"d"}')
    yield "cut", plain[:-3]
    yield "zero", plain[:5] + b"\0" + plain[5:]
    yield "picture", png(chunk(b"tEXt", b"Title\0Loss"), chunk(b"tEXt", keyword + plain))
    yield "picture-packed", png(chunk(b"zTXt", keyword + b"\0" + packed))
    yield "picture-international", png(chunk(b"iTXt", keyword + b"\0\0de\0x\0" + plain))
    yield "picture-international-packed", png(chunk(b"iTXt", keyword + b"\1\0\0\0" + packed))
    yield "picture-short", png(chunk(b"iTXt", keyword), chunk(b"zTXt", b""))
    yield "picture-none", png()
    yield "picture-cut", png(chunk(b"tEXt", keyword + plain))[:-40]
    yield "picture-long", (b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 0x7FFFFFFF) + b"tEXt")
    yield "parameters", safetensors([], b"", '"__metadata__":' + json.dumps(
        {"downhill": plain.decode()}))
    yield "parameters-other", safetensors([], b"", '"__metadata__":{"downhill":3}')
    yield "parameters-none", safetensors([], b"")
    yield "empty", b""


def make_subset():
    yield "some", b"0 1 2\n999\t5\r\n"
    yield "too-large", b"1 1000"
    yield "word", b"1 a"
    yield "negative", b"-1"
    yield "overflow", b"99999999999999999999999"
    yield "blanks", b" \n \n"
    yield "empty", b""


def make_all():
    makers = {"idx": make_idx, "classes": make_classes, "settings": make_settings,
              "safetensors": make_safetensors, "subset": make_subset,
              "experiment": make_experiment}
    return {f"{target}/{name}": content for target, make in makers.items()
            for name, content in make()}


def check():
    tap = Tap()
    files = make_all()
    found = {path.relative_to(CORPUS).as_posix() for path in CORPUS.rglob("*") if path.is_file()}
    for name, content in files.items():
        path = CORPUS / name
        tap.check(f"/fuzz-corpus/{name}", [] if path.is_file() and path.read_bytes() == content
                  else ["not as make-corpus.py writes it: run it"])
    # What fuzzing has found once may be added by hand.
    tap.check("/fuzz-corpus/nothing else",
              [name for name in sorted(found - set(files)) if "/found-" not in name])
    return tap.finish()


def main(arguments):
    if arguments == ["--check"]:
        return check()
    for name, content in make_all().items():
        path = CORPUS / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
