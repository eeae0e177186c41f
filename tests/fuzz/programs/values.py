"""Values where the language's operations turn: edges of int32, of doubles, of conversions."""

INTEGERS = """0 1 -1 2 3 5 7 10 16 31 32 33 63 64 100 127 128 255 256 1000 32767 32768 65535 65536 0x3fffffff 0x40000000
0x7fffffff -0x80000000 0x80000000 0xffffffff 0x100000000 -0x7fffffff -0x80000001 9007199254740991 9007199254740992
-9007199254740991 4611686018427387904 9223372036854775807 1e10 1e15""".split()
SMALL = "0 1 2 3 4 5 6 7 -1 -2 8 9 12".split()
DOUBLES = """0.5 -0 1.5 -2.5 0.1 1e-7 1e21 1e300 5e-324 NaN Infinity -Infinity 1.7976931348623157e308 4294967295.5
2147483647.5 -2147483648.5 -0.5 123456.789 0.30000000000000004 -1e-300 4503599627370496.5 1e16""".split()
STRINGS = ['""', '"a"', '"abc"', '"0"', '"-0"', '"1"', '"12"', '" 7 "', '"1e3"', '"0x10"', '"NaN"', '"Infinity"', '"é"',
           '"日本"', r'"x\u{1F600}y"', r'"\ud800"', '"length"', '"9007199254740993"', '"1_0"', '"4294967295"', '"-1"', '"1.50"',
           '"true"', '"[object Object]"', '"The quick brown fox"', r'"a\nb"', '"0b11"', '"undefined"', '"ÿ"', '"aaaaaaaaaaaaaaaaaaaa"']
BIGINTS = """0n 1n -1n 2n 7n 255n 2147483648n -2147483648n 4294967296n 9007199254740993n 18446744073709551615n
-9223372036854775808n 123456789012345678901234567890n""".split()
OTHERS = ["undefined", "null", "true", "false"]
KEYS = ['"length"', '"constructor"', '"toString"', '"__proto__"', '"0"', '"-1"', '"1.5"', '"a b"', "0", "1", "-1", "1.5", "-0",
        "4294967295", "4294967294", "NaN", "Symbol.iterator", "undefined", "null", "true"]
VIEWS = ["Int8Array", "Uint8Array", "Uint8ClampedArray", "Int16Array", "Uint16Array", "Int32Array", "Uint32Array",
         "Float32Array", "Float64Array"]
BIG_VIEWS = ["BigInt64Array", "BigUint64Array"]

# Math's functions whose results the specification fixes; those of sin and its like are each engine's own approximation.
EXACT_MATH = ["floor", "ceil", "round", "trunc", "abs", "sign", "fround", "sqrt", "clz32"]
