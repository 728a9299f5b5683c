"""A shift on the twin: look at the orbit, try a bump and take it back, correct orbit and tune, compare snapshots."""

import json
from pathlib import Path

import courant
from courant.control import StepGuard

facility = courant.Facility(Path(__file__).parent / "als.yaml")
ring = facility["SR"].twin
as_found = ring.snapshot("as found")


def rms(orbit, plane):
    return orbit.select(f"*.{plane}").rms()


orbit = ring.orbit.get()
print(f"orbit as found   x {1e6 * rms(orbit, 'x'):7.1f} um   y {1e6 * rms(orbit, 'y'):7.1f} um")

# A trial: what is not committed at the end of the block is put back.
first = ring.family("HCOR").nearest(0.0)
with ring.transaction("try one corrector") as trial:
    trial.step(first.settings("kick_x", "50 urad", kind="delta"))
    print(f"one kick         x {1e6 * rms(ring.orbit.get(), 'x'):7.1f} um")
restored = ring.snapshot().diff(as_found) == []
print(f"put back         {restored}")

# A guard says no before anything is written.
try:
    with ring.transaction("too much", StepGuard({"kick_x": 1e-4})) as trial:
        trial.step(first.settings("kick_x", "300 urad", kind="delta"))
except courant.Failed as failed:
    refusal = failed.code
    print(f"refused          {failed}")

result = courant.correct_orbit(ring, keep=40)
print(f"orbit corrected  x {1e6 * result.after_x:7.1f} um   y {1e6 * result.after_y:7.1f} um")
tune = courant.correct_tune(ring)
print(f"tune             {tune.before.round(4)} -> {tune.after.round(4)}, design {tune.target.round(4)}")
changed = len(as_found.diff(ring.snapshot()))
print(f"setpoints        {changed} changed, {len(ring.session.runs())} records")

summary = {
    "before": [rms(orbit, "x"), rms(orbit, "y")],
    "after": [result.after_x, result.after_y],
    "restored": restored,
    "refusal": refusal,
    "tune": tune.after.tolist(),
    "target": tune.target.tolist(),
    "reached": tune.reached,
    "changed": changed,
}
print(json.dumps(summary))
