#!/usr/bin/env python3
"""Checks PDFs against PDF/UA-1 and PDF/A-2a, and what a validator does not look at.

    conformance.py FILE.pdf …                    the whole check
    conformance.py --structure-only FILE.pdf …   for packs that claim no standard
    conformance.py --self-test FILE.pdf …        plants faults in good files, wants each found

In come files; out goes one line a file with what is wrong under it, and last `N passed, N failed`.
Exits 1 when anything failed. Needs `qpdf` and the packages in `requirements.txt`. The structure
tree is left to `conformance_structure.py`, the planted faults to `conformance_faults.py`.
"""

import argparse
import io
import subprocess
import sys
import tempfile
from pathlib import Path

import page
import pikepdf

from conformance_faults import FAULTS, Missing
from conformance_structure import check_structure

PROFILES = [page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A]
CLAIMS = ["pdfuaid:part", "pdfaid:part"]


def check_syntax(path):
    """What qpdf says about the file's syntax, if anything."""
    run = subprocess.run(
        ["qpdf", "--check", str(path)], capture_output=True, text=True, check=False
    )
    if run.returncode == 0:
        return []
    lines = [
        line
        for line in (run.stdout + run.stderr).splitlines()
        if "WARNING" in line or "ERROR" in line
    ]
    return [f"qpdf: {line}" for line in lines] or [f"qpdf: exit code {run.returncode}"]


def ends_in_carriage_return(path, pdf, number):
    """Whether a stream's length is right although the validator says that it is not.

    The validator takes a last data byte 0x0D together with the line feed before `endstream` for one
    line end. The length is right if exactly that many bytes stand between the two keywords.
    """
    if number is None or pdf.get_warnings():
        return False
    stream = pdf.get_object((number.object_number, number.generation))
    if not isinstance(stream, pikepdf.Stream):
        return False
    data = stream.read_raw_bytes()
    whole = path.read_bytes()
    starts = (b"stream\n", b"stream\r\n")
    return (
        data.endswith(b"\r")
        and len(data) == int(stream.Length)
        and any(start + data + b"\nendstream" in whole for start in starts)
    )


def check_standards(path, pdf):
    """What the validator says, less its one known false alarm."""
    findings = []
    for profile in PROFILES:
        report = page.validate_pdf(path, profile=profile)
        failures = [
            failure
            for failure in report.failures
            if not (
                failure.rule_id.endswith("-STREAM-LENGTH-001")
                and ends_in_carriage_return(path, pdf, failure.object_id)
            )
        ]
        findings += [f"{failure.rule_id}: {failure.message}" for failure in failures]
        if not report.is_compliant and not report.failures:
            findings.append(f"{profile.name}: does not conform, for no reason given")
    return findings


def check_no_claim(pdf):
    """A file that is let off the standards must not claim them."""
    if "/Metadata" not in pdf.Root:
        return []
    with pdf.open_metadata(update_docinfo=False, set_pikepdf_as_editor=False) as metadata:
        claims = [claim for claim in CLAIMS if metadata.get(claim)]
    return [f"it claims a standard ({claim}), so the standards must be checked" for claim in claims]


def check(path, structure_only=False):
    """Every finding about one file, and a phrase that says how much was looked at."""
    try:
        with pikepdf.open(path) as pdf:
            findings = check_syntax(path)
            findings += check_no_claim(pdf) if structure_only else check_standards(path, pdf)
            more, extent = check_structure(pdf)
            return findings + more, extent
    except (page.PageError, pikepdf.PdfError, OSError) as error:
        return [f"it cannot be read: {error}"], "unread"


def say(passed, name, detail, findings=()):
    """One line, and what is wrong under it."""
    print(f"{'ok  ' if passed else 'FAIL'} {name} ({detail})")
    for finding in findings:
        print(f"       {finding}")


def check_files(paths, structure_only):
    """Checks every file; gives how many passed and failed."""
    failed = 0
    for path in paths:
        findings, extent = check(path, structure_only)
        say(not findings, path, extent, findings)
        failed += bool(findings)
    return len(paths) - failed, failed


def check_the_check(paths):
    """Plants each fault in the first file that has room for it; gives how many were found."""
    passed, failed = check_files(paths, structure_only=False)
    if failed:
        # A fault in a file that is not good proves nothing.
        return passed, failed
    for name, (plant, sign) in FAULTS.items():
        with tempfile.TemporaryDirectory() as folder:
            faulty = Path(folder) / "faulty.pdf"
            source = planted(paths, plant, faulty)
            if source is None:
                say(False, name, "none of the files has what this fault needs")
                failed += 1
                continue
            findings, _ = check(faulty)
        found = [finding for finding in findings if sign and sign in finding]
        good = bool(found) if sign else not findings
        say(good, name, f"planted in {source}", [] if good else findings or ["nothing was found"])
        passed, failed = passed + good, failed + (not good)
    return passed, failed


def planted(paths, plant, faulty):
    """Writes the first file that has room for a fault, with the fault; gives that file's name."""
    for path in paths:
        with pikepdf.open(io.BytesIO(path.read_bytes())) as pdf:
            try:
                plant(pdf)
            except Missing:
                continue
            # Streams stay as planted: one of the faults is in a stream's last byte.
            pdf.save(faulty, compress_streams=False)
            return path
    return None


def main():
    """Reads the command line; gives the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    mode = parser.add_mutually_exclusive_group()
    mode.add_argument(
        "--structure-only", action="store_true", help="for packs that claim no standard"
    )
    mode.add_argument(
        "--self-test", action="store_true", help="plant faults, and want each one found"
    )
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    options = parser.parse_args()
    if options.self_test:
        passed, failed = check_the_check(options.files)
    else:
        passed, failed = check_files(options.files, options.structure_only)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
