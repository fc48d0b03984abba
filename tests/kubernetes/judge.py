"""Has the manifests judged by kubernetes-validate and checkov, as kubectl makes them of the overlays.

    python3 tests/kubernetes/judge.py

What checkov is told to skip has to say why. And content from a ConfigMap has to be, file by file, the content
that it was made of.
"""

import base64
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

import yaml

PACKAGES = pathlib.Path(__file__).parent / "packages"
# An older Kubernetes, and the newest that the validator knows.
VERSIONS = ["1.34", "1.37"]
failed = passed = 0


def check(what, holds, otherwise=""):
    """One claim, counted."""
    global failed, passed
    if holds:
        passed += 1
    else:
        failed += 1
        print(f"{what}: {otherwise}")


def run(*command):
    return subprocess.run(list(map(str, command)), capture_output=True, text=True)


def judge(name, manifests):
    """One overlay, whole."""
    documents = list(yaml.safe_load_all(manifests.read_text()))
    check(f"{name}: every part is there", len(documents) >= 9, f"{len(documents)} parts")
    for version in VERSIONS:
        done = run(sys.executable, PACKAGES / "bin/kubernetes-validate", "-k", version, "--strict", manifests)
        check(f"{name}: kubernetes-validate {version}", done.returncode == 0, done.stdout + done.stderr)
    options = ["--skip-download", "--compact", "--framework", "kubernetes", "--output", "json"]
    done = run(sys.executable, PACKAGES / "bin/checkov", *options, "--file", manifests)
    results = json.loads(done.stdout)
    summary, skipped = results["summary"], results["results"]["skipped_checks"]
    check(f"{name}: checkov looks at it", summary["passed"] > 80, summary)
    failures = [(one["check_id"], one["resource"]) for one in results["results"]["failed_checks"]]
    check(f"{name}: checkov", summary["failed"] == 0 and not failures, failures)
    for one in skipped:
        reason = one["check_result"]["suppress_comment"]
        check(f"{name}: a reason to skip {one['check_id']}", len(reason) > 20, reason)
    return documents


def in_config_map(overlays):
    """A copy of the example, `mine`, with content from a ConfigMap, as the guide says."""
    shutil.copytree(overlays / "example", overlays / "mine")
    said = run(overlays / "content-in-configmap", overlays / "mine")
    check("a ConfigMap that is named nowhere is an error", "does not name content.yaml" in said.stderr, said)
    file = overlays / "mine/kustomization.yaml"
    text = file.read_text()
    marked = "#  - content.yaml\n#patches:\n#  - path: volume.yaml\n"
    check("a ConfigMap: marks to take away", marked in text, text)
    file.write_text(text.replace(marked, marked.replace("#", "")))
    done = run(overlays / "content-in-configmap", overlays / "mine")
    check("a ConfigMap: it is written", done.returncode == 0, done.stderr)


def same_content(documents, directory):
    """What a node would lay out of the ConfigMap is what `directory` has."""
    kinds = {(one["kind"], one["metadata"]["name"]): one for one in documents}
    config_map = kinds["ConfigMap", "patient-center-content"]
    words = {key: text.encode() for key, text in config_map["data"].items()}
    words |= {key: base64.b64decode(picture) for key, picture in config_map.get("binaryData", {}).items()}
    pod = kinds["Deployment", "patient-center"]["spec"]["template"]["spec"]
    (volume,) = pod["volumes"]
    mounts = [one["mountPath"] for one in pod["containers"][0]["volumeMounts"]]
    check("a ConfigMap: it lies where the server looks", mounts == ["/content"], mounts)
    laid_out = {one["path"]: words.get(one["key"]) for one in volume["configMap"]["items"]}
    files = (path for path in directory.rglob("*") if path.is_file() and path.suffix != ".md")
    expected = {str(path.relative_to(directory)): path.read_bytes() for path in files}
    check("a ConfigMap: the same files", laid_out.keys() == expected.keys(), laid_out.keys() ^ expected.keys())
    other = [path for path in expected if laid_out.get(path) != expected[path]]
    check("a ConfigMap: the same words", not other, other)


def main():
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        for part in ["deploy/kubernetes", "content"]:
            shutil.copytree(part, scratch / part)
        overlays = scratch / "deploy/kubernetes"
        in_config_map(overlays)
        for name in ["example", "mine"]:
            manifests = scratch / f"{name}.yaml"
            manifests.write_text(run("tests/kubernetes/render", overlays / name).stdout)
            documents = judge(name, manifests)
        same_content(documents, scratch / "content")
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed or not passed else 0)


main()
