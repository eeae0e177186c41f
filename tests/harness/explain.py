"""What `kiln build --explain` tells of tests/explain/NAME.js: NAME.out. (A pass that does more leaves less to tell: judge the change.)"""
from harness.case import KILN
from harness.printed import printed_cases


def cases(context):
    return printed_cases("explain", lambda name: [KILN, "build", name, "--explain", "--stop-after=ir"])
