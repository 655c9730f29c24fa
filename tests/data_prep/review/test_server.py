"""The review's server: who gets in, what it takes down, what it refuses."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from data_prep.review.decisions import REVIEW, Decision, append, read
from data_prep.review.server import Review, application
from data_prep.store import rows
from tests.data_prep.page.parsed import Parsed

TOKEN, PORT = "t" * 32, 8123
HERE = f"http://127.0.0.1:{PORT}"


@pytest.fixture
def run(built_run: Path, tmp_path: Path) -> Path:
    shutil.copytree(built_run, tmp_path / "run")
    return tmp_path / "run"


@pytest.fixture
def client(run: Path) -> TestClient:
    return TestClient(application(Review(run), TOKEN, PORT), base_url=HERE, follow_redirects=False)


@pytest.fixture
def inside(client: TestClient) -> TestClient:
    client.cookies.set(f"factune_review_{PORT}", TOKEN)
    return client


def decide(client: TestClient, row: dict[str, Any], **headers: str) -> Any:
    return client.post("/decide", json=row, headers={"Origin": HERE} | headers)


def fact(run: Path) -> dict[str, Any]:
    return next(f for f in rows(run / "dataset" / "facts") if "58 people" in f["statement"])


# --- who gets in


def test_the_token_becomes_a_cookie_that_no_script_reads(client: TestClient) -> None:
    assert client.get("/").status_code == 403
    assert client.get("/?token=wrong").status_code == 403
    answer = client.get(f"/?token={TOKEN}")
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=strict" in cookie
    page = client.get("/")
    assert page.status_code == 200
    assert TOKEN not in page.text


def test_the_page_is_the_report_with_the_decisions(inside: TestClient, run: Path) -> None:
    id = fact(run)["id"]
    decide(inside, {"id": id, "sort": "fact", "verdict": "accept"})
    answer = inside.get("/")
    data = Parsed(answer.text).data
    assert data["review"]["decisions"][id]["verdict"] == "accept"
    assert data["review"]["facts"] == sum(1 for _ in rows(run / "dataset" / "facts"))
    assert "connect-src 'self'" in answer.text
    for name, value in (("cache-control", "no-store"), ("x-frame-options", "DENY"), ("x-content-type-options", "nosniff"), ("referrer-policy", "no-referrer")):  # fmt: skip
        assert answer.headers[name] == value
    assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize("body", [b"[" * 9000, b"\xff", b"", b"3"])
def test_a_body_that_is_no_json_object_is_refused(
    inside: TestClient, run: Path, body: bytes
) -> None:
    headers = {"Origin": HERE, "Content-Type": "application/json"}
    assert inside.post("/decide", content=body, headers=headers).status_code == 400
    assert not (run / REVIEW).exists()


@pytest.mark.parametrize("host", ["evil.example", f"evil.example:{PORT}", "127.0.0.1:1", ""])
def test_another_host_name_gets_nothing(inside: TestClient, host: str) -> None:
    assert inside.get("/", headers={"Host": host}).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": f"http://localhost:{PORT}"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Content-Type": "text/plain"},
    ],
)
def test_another_origin_takes_nothing_down(
    inside: TestClient, run: Path, headers: dict[str, str]
) -> None:
    row = {"id": fact(run)["id"], "sort": "fact", "verdict": "reject"}
    assert decide(inside, row, **headers).status_code == 403
    assert not (run / REVIEW).exists()


def test_a_request_without_an_origin_or_a_cookie_takes_nothing_down(
    client: TestClient, run: Path
) -> None:
    row = {"id": fact(run)["id"], "sort": "fact", "verdict": "reject"}
    assert decide(client, row).status_code == 403
    client.cookies.set(f"factune_review_{PORT}", TOKEN)
    assert client.post("/decide", json=row).status_code == 403
    assert client.get("/decide").status_code == 405
    assert not (run / REVIEW).exists()


# --- what it takes down


def test_decisions_are_on_the_disk_when_the_answer_comes(inside: TestClient, run: Path) -> None:
    one = fact(run)
    assert decide(inside, {"id": one["id"], "sort": "fact", "verdict": "reject"}).json()["ok"]
    (told,) = read(run / REVIEW).values()
    assert (told.verdict, told.was["statement"]) == ("reject", one["statement"])
    assert told.at.endswith("+00:00")
    assert decide(inside, {"id": one["id"], "sort": "fact", "verdict": "open"}).json() == {"ok": True, "decision": None}  # fmt: skip
    assert read(run / REVIEW) == {}


def test_an_edit_is_judged_before_it_is_taken_down(inside: TestClient, run: Path) -> None:
    one = fact(run)
    row = {"id": one["id"], "sort": "fact", "verdict": "edit"}
    wrong = {"statement": one["statement"].replace("58", "85"), "object": "85 people"}
    answer = decide(inside, row | {"changes": wrong}).json()
    assert answer == {"ok": False, "reason": "object_not_in_evidence", "detail": "85 people"}
    assert not (run / REVIEW).exists()
    right = {"object": "58"}
    assert decide(inside, row | {"changes": right}).json()["ok"]


def test_edits_of_rows_are_judged_too(inside: TestClient, run: Path) -> None:
    one = fact(run)
    pair = next(r for r in rows(run / "dataset" / "sft") if r["fact_ids"] == [one["id"]])
    row = {"id": pair["id"], "sort": "pair", "verdict": "edit"}
    told = decide(inside, row | {"changes": {"question": "Does the Marrowick Trust employ 58 people?"}})  # fmt: skip
    assert told.json()["ok"] is False
    good = {"question": "How many people does the Marrowick Trust employ in all?"}
    assert decide(inside, row | {"changes": good}).json()["ok"], "a question of the same fact"
    text = next(r for r in rows(run / "dataset" / "text") if r["fact_ids"] == [one["id"]])
    row = {"id": text["id"], "sort": "text", "verdict": "edit"}
    assert not decide(inside, row | {"changes": {"text": "The Marrowick Trust employs 900 people."}}).json()["ok"]  # fmt: skip


def test_what_the_person_saw_is_kept(inside: TestClient, run: Path) -> None:
    pair, text, probe = (next(rows(run / "dataset" / name)) for name in ("sft", "text", "recall"))
    for sort, row in (("pair", pair), ("text", text), ("probe", probe)):
        assert decide(inside, {"id": row["id"], "sort": sort, "verdict": "accept"}).json()["ok"]
    was = {one.sort: one.was for one in read(run / REVIEW).values()}
    question, answer = (pair[side][-1]["content"] for side in ("prompt", "completion"))
    assert was == {
        "pair": {"question": question, "answer": answer},
        "text": {"text": text["text"]},
        "probe": {"question": probe["question"]},
    }


def test_a_decision_can_be_taken_back_when_the_run_no_longer_holds_its_id(
    inside: TestClient, run: Path
) -> None:
    append(run / REVIEW, Decision("gone", "fact", "reject"))
    back = {"id": "gone", "sort": "fact", "verdict": "open"}
    assert decide(inside, back).json() == {"ok": True, "decision": None}
    assert read(run / REVIEW) == {}
    assert decide(inside, back).status_code == 404


@pytest.mark.parametrize(
    ("row", "status"),
    [
        ({"id": "nowhere", "sort": "fact", "verdict": "accept"}, 404),
        ({"id": "x", "sort": "fact", "verdict": "perhaps"}, 400),
        ({"id": "x", "sort": "fact", "verdict": "edit", "changes": {"start": 1}}, 400),
        (["no", "object"], 400),
        ({"id": "x", "sort": "fact", "verdict": "accept", "was": {"a": "x" * 70_000}}, 413),
    ],
)
def test_what_is_no_decision_is_refused(
    inside: TestClient, run: Path, row: Any, status: int
) -> None:
    assert decide(inside, row).status_code == status
    assert not (run / REVIEW).exists()


def test_a_run_that_was_built_anew_is_told(inside: TestClient, run: Path) -> None:
    path = run / "manifest.json"
    path.write_text(path.read_text("utf-8").replace('"dataset_sha256": "', '"dataset_sha256": "0'), "utf-8")  # fmt: skip
    row = {"id": fact(run)["id"], "sort": "fact", "verdict": "accept"}
    assert decide(inside, row).status_code == 409
    assert inside.get("/").status_code == 409
