"""A season allocated on the platform and by the command gives the same files."""

import json

from bildungsnetz.cli import main
from bildungsnetz.transition.models import Folder
from bildungsnetz.transition.services.running import file_of
from bildungsnetz.transition.tests import factories as make


def test_platform_and_command_give_the_same_on_the_exported_files(db, django_capture_on_commit_callbacks, tmp_path):
    world = make.make_season()
    make.add_pupils(world, count=5)
    make.add_pupils(world, count=4, number="165701", name="8b")
    make.add_offers(world)
    make.rank_by_chance(world)
    with django_capture_on_commit_callbacks(execute=True):
        run = make.run(world)
    run.refresh_from_db()
    source, out = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    for file in run.files.filter(folder=Folder.INPUT):
        (source / file.name).write_bytes(file_of(run, Folder.INPUT, file.name))

    status = main(["allocate", str(source), "--out", str(out), "--seed", world.season.seed])

    assert status == 1  # done, and somebody must look: places are missing
    written = {path.name: path.read_bytes() for path in out.iterdir()}
    kept = {file.name: file_of(run, Folder.OUTPUT, file.name) for file in run.files.filter(folder=Folder.OUTPUT)}
    timed = ("report.json", "report.html")
    assert {name: text for name, text in written.items() if name not in timed} == {
        name: text for name, text in kept.items() if name not in timed
    }
    # What a report says under "run" is how long it took, and on which machine.
    assert {**json.loads(written["report.json"]), "run": 0} == {**json.loads(kept["report.json"]), "run": 0}
    assert written.keys() == kept.keys()
