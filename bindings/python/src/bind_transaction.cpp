#include "control_types.hpp"
#include "courant/control/transaction.hpp"

namespace courant::python {
namespace {

using control::ChannelReport;
using control::Guard;
using control::Plan;
using control::PlanItem;
using control::Refusal;
using control::Report;
using control::Transaction;
using control::TransactionState;

/// End of a `with`: what is not committed is restored; a rollback that fails is raised unless something else is.
void leave(Transaction& t, const py::object& type, const py::object&, const py::object&) {
  const TransactionState state = t.state();
  if (state == TransactionState::committed || state == TransactionState::restored ||
      state == TransactionState::rollback_incomplete || state == TransactionState::refused ||
      state == TransactionState::idle)
    return;
  Result<void> done = unlocked([&] { return t.rollback(); });
  if (type.is_none()) unwrap(std::move(done));
}

void bind_plan(py::module_& m) {
  py::class_<Refusal>(m, "Refusal", "Why a guard said no.")
      .def_readonly("rule", &Refusal::rule)
      .def_readonly("text", &Refusal::text)
      .def_readonly("value", &Refusal::value, "[SI]")
      .def_readonly("limit", &Refusal::limit, "[SI]")
      .def("__repr__", [](const Refusal& r) { return r.rule + ": " + r.text; });
  py::class_<PlanItem>(m, "PlanItem", "One setpoint that a step would change.")
      .def_readonly("label", &PlanItem::label)
      .def_readonly("field", &PlanItem::field)
      .def_readonly("as_found", &PlanItem::as_found, "Setpoint before [SI of the channel]")
      .def_readonly("target", &PlanItem::target, "Setpoint after [SI of the channel]")
      .def_readonly("field_found", &PlanItem::field_found, "[SI of the field]")
      .def_readonly("field_target", &PlanItem::field_target, "[SI of the field]");
  py::class_<Plan>(m, "Plan", "What a step would do; nothing was written to get it.")
      .def_readonly("purpose", &Plan::purpose)
      .def_readonly("items", &Plan::items)
      .def_readonly("sub_steps", &Plan::sub_steps, "Puts per channel")
      .def_readonly("duration", &Plan::duration, "Ramp and settle delay at least [s]")
      .def_readonly("refusals", &Plan::refusals, "Empty: the guards accept.")
      .def_readonly("notes", &Plan::notes);
}

void bind_report(py::module_& m) {
  py::class_<ChannelReport>(m, "ChannelReport", "How one channel came out.")
      .def_readonly("label", &ChannelReport::label)
      .def_readonly("address", &ChannelReport::address)
      .def_readonly("as_found", &ChannelReport::as_found, "[SI]")
      .def_readonly("target", &ChannelReport::target, "[SI]")
      .def_readonly("setpoint", &ChannelReport::setpoint, "[SI]; NaN: not read")
      .def_readonly("readback", &ChannelReport::readback, "[SI]; NaN: none")
      .def_property_readonly(
          "failure",
          [](const ChannelReport& c) -> std::optional<std::string> {
            if (!c.failure) return std::nullopt;
            return std::string(to_string(c.failure->code)) + ": " + c.failure->message;
          },
          "Code and message; None: well.");
  py::class_<Report>(m, "Report", "What the last step or rollback did.")
      .def_readonly("transaction", &Report::transaction)
      .def_readonly("purpose", &Report::purpose)
      .def_property_readonly("state", [](const Report& r) { return control::to_string(r.state); })
      .def_readonly("steps", &Report::steps)
      .def_readonly("channels", &Report::channels)
      .def_readonly("notes", &Report::notes);
}

void bind_guards(py::module_& m) {
  using control::AllGuards;
  using control::GuardPtr;
  using control::StepGuard;
  py::class_<Guard, std::shared_ptr<Guard>>(m, "Guard",
                                            "Asked by every transaction; the range is always kept.")
      .def_property_readonly("name", &Guard::name);
  py::class_<StepGuard, Guard, std::shared_ptr<StepGuard>>(m, "StepGuard",
                                                           "Limits the change of a field in one step.")
      .def(py::init<std::map<std::string, double>>(), py::arg("limits"),
           "limits: largest |change| by field name [SI of the field]; \"*\" for every other");
  py::class_<AllGuards, Guard, std::shared_ptr<AllGuards>>(m, "AllGuards", "Asks all; the strictest wins.")
      .def(py::init([](const std::vector<std::shared_ptr<Guard>>& guards) {
             return std::make_shared<AllGuards>(std::vector<GuardPtr>(guards.begin(), guards.end()));
           }),
           py::arg("guards"));
}

}  // namespace

void bind_transaction(py::module_& m) {
  bind_plan(m);
  bind_report(m);
  bind_guards(m);
  py::class_<SettingsValue>(m, "Settings", "Wishes that belong together; `+` joins them.")
      .def("__len__", [](const SettingsValue& s) { return s.items.size(); })
      .def_property_readonly(
          "items",
          [](const SettingsValue& s) {
            std::vector<std::tuple<std::string, std::string, double>> rows;
            for (const control::Setting& item : s.items)
              rows.emplace_back(item.label(), item.kind == control::Setting::Kind::value ? "value" : "delta",
                                item.number);
            return rows;
          },
          "Label, value or delta, number [SI]")
      .def(
          "__add__",
          [](const SettingsValue& a, const SettingsValue& b) {
            SettingsValue out = a;
            out.items.insert(out.items.end(), b.items.begin(), b.items.end());
            return out;
          },
          py::is_operator());
  py::class_<Transaction>(
      m, "Transaction",
      "The only way to write. Use it in a `with`: what is not committed at its end is restored,\n"
      "also when an exception leaves it.")
      .def(
          "__enter__", [](Transaction& t) -> Transaction& { return t; },
          py::return_value_policy::reference_internal)
      .def("__exit__", &leave, py::arg("type"), py::arg("value"), py::arg("traceback"))
      .def(
          "preview",
          [](Transaction& t, const SettingsValue& s) {
            return unwrap(unlocked([&] { return t.preview(s.items); }));
          },
          py::arg("settings"), "Plan of a step with the answer of the guards; writes nothing.")
      .def(
          "step",
          [](Transaction& t, const SettingsValue& s) { unwrap(unlocked([&] { return t.step(s.items); })); },
          py::arg("settings"),
          "Carry out a step: check, ramp, settle, verify.\n\n"
          "Failed with code refused_by_guard, out_of_domain (nothing was written), or another after which\n"
          "everything is restored.")
      .def(
          "commit", [](Transaction& t) { unwrap(unlocked([&] { return t.commit(); })); },
          "Keep what is written.")
      .def(
          "rollback", [](Transaction& t) { unwrap(unlocked([&] { return t.rollback(); })); },
          "Put back what was found.")
      .def_property_readonly("state", [](const Transaction& t) { return control::to_string(t.state()); })
      .def_property_readonly(
          "report", [](const Transaction& t) { return t.report(); }, "Of the last step or rollback.");
}

}  // namespace courant::python
