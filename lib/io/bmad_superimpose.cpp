#include "bmad_superimpose.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "courant/base/error.hpp"

namespace courant::io::detail {
namespace {

constexpr double border = 1e-10;           // [m]: places nearer than this are one, as in Bmad
constexpr Index most_visits = 30'000'000;  // places looked at

class Layers {
 public:
  Layers(std::vector<BmadPlace>& line, BmadFile& file) : line_(line), file_(file) {
    for (const auto& p : line_) wholes_ = std::max(wholes_, p.whole + 1);
  }

  void lay(Index element) {
    const Definition& d = definition(element);
    const std::string ref = upper(d.text("REF"));
    std::vector<Index> targets;
    if (ref == "BEGINNING" || ref.empty()) {
      targets.push_back(-1);
    } else {
      for (const auto& p : line_) {
        count();
        if (matches(ref, p.element) && (targets.empty() || targets.back() != p.whole))
          targets.push_back(p.whole);
      }
      if (ref.find_first_of("*%:") == std::string::npos) keep_instance(ref, targets);
    }
    if (targets.empty() && file_.find(ref.substr(0, ref.find("##"))) < 0)
      file_.report.add(d.where, d.subject(), fmt::format("its REF '{}' is no element", ref),
                       "it is left out");
    for (const Index target : targets) lay(element, target);
  }

 private:
  const Definition& definition(Index i) const { return file_.elements[static_cast<std::size_t>(i)]; }
  BmadPlace& at(Index i) { return line_[static_cast<std::size_t>(i)]; }
  Index size() const { return static_cast<Index>(line_.size()); }
  void count(Index visits = 1) {
    if ((visits_ += visits) > most_visits) throw InvalidArgument("too many elements are superimposed");
  }

  bool matches(const std::string& ref, Index element) const {
    const Definition& d = definition(element);
    const std::size_t number = ref.find("##");
    return number != std::string::npos ? d.name == ref.substr(0, number) : bmad_matches(ref, d);
  }

  // NAME##2 is the second place of NAME.
  static void keep_instance(const std::string& ref, std::vector<Index>& targets) {
    const std::size_t number = ref.find("##");
    if (number == std::string::npos) return;
    const auto wanted = static_cast<std::size_t>(std::max(0, std::atoi(ref.c_str() + number + 2)));
    if (wanted == 0 || wanted > targets.size())
      targets.clear();
    else
      targets = {targets[wanted - 1]};
  }

  // Share of a length at which an origin lies.
  double origin(const Definition& d, std::string_view attribute) const {
    const std::string word = upper(d.text(attribute));
    if (word == "BEGINNING") return 0.0;
    if (word == "END") return 1.0;
    if (!word.empty() && word != "CENTER")
      d.fail(fmt::format("{} '{}' is unknown", attribute, word), {}, "it is BEGINNING, CENTER or END");
    return 0.5;
  }

  // Cuts where needed and gives the index of the first place behind `distance` [m], counted from the entrance of `i`; of
  // several without length there it is the first. -1: not in the line.
  Index cut(Index i, double distance) {
    for (; distance < -border; --i) {
      count();
      if (i == 0) return -1;
      distance += at(i - 1).length;
    }
    for (;; ++i) {
      count();
      if (std::abs(distance) <= border) return i;
      if (i == size()) return -1;
      const double length = at(i).length;
      if (length > 0.0 && distance < length - border) break;
      distance -= length;
    }
    count(size() - i);
    BmadPlace behind = at(i);
    behind.offset += distance;
    behind.length -= distance;
    at(i).length = distance;
    line_.insert(line_.begin() + i + 1, behind);
    return i + 1;
  }

  void insert(Index i, Index element, Index whole, double offset, double length) {
    count(size() - i);
    line_.insert(line_.begin() + i, {element, whole, offset, length});
  }

  void lay(Index element, Index target) {
    const Definition& d = definition(element);
    const double length = d.number("L"), offset = d.number("OFFSET");
    Index first = 0;
    double extent = 0.0;
    if (target >= 0) {
      while (first < size() && at(first).whole != target) count(), ++first;
      if (first == size()) return;  // another element covers it by now
      for (Index i = first; i < size() && (at(i).whole == target || at(i).length == 0.0); ++i)
        if (at(i).whole == target) extent += at(i).length;
    }
    const double entrance =
        offset + origin(d, "REF_ORIGIN") * extent - origin(d, "ELE_ORIGIN") * length;  // from that of REF [m]
    if (length <= border && extent == 0.0 && std::abs(offset) <= border) {
      const bool before = upper(d.text("REF_ORIGIN")) == "BEGINNING" || target < 0;
      return insert(first + (before ? 0 : 1), element, wholes_++, 0.0, length);
    }
    const Index begin = cut(first, entrance);
    if (begin < 0)
      return file_.report.add(d.where, d.subject(), "its place is outside of the line", "it is left out");
    if (length <= border) return insert(begin, element, wholes_++, 0.0, length);
    cover(element, begin, length);
  }

  // An element with a length takes the place of drifts; what has no length in them cuts it.
  void cover(Index element, Index begin, double length) {
    const Definition& d = definition(element);
    const Index end = cut(begin, length);
    for (Index i = begin; i < end; ++i) {
      const std::string& type = definition(at(i).element).type;
      if (at(i).length != 0.0 && type != "DRIFT" && type != "PIPE")
        return file_.report.add(d.where, d.subject(),
                                fmt::format("it lies over '{}'", definition(at(i).element).name),
                                "it is left out: only drifts can be replaced");
    }
    if (end <= begin)
      return file_.report.add(d.where, d.subject(), "its place is outside of the line", "it is left out");
    double offset = 0.0;
    const Index whole = wholes_++;
    std::vector<BmadPlace> in;
    for (Index i = begin; i < end; ++i) {
      const BmadPlace& old = at(i);
      if (old.length == 0.0) {
        in.push_back(old);
      } else if (!in.empty() && in.back().whole == whole) {
        in.back().length += old.length;
        offset += old.length;
      } else {
        in.push_back({element, whole, offset, old.length});
        offset += old.length;
      }
    }
    count(size() - begin);
    line_.erase(line_.begin() + begin, line_.begin() + end);
    line_.insert(line_.begin() + begin, in.begin(), in.end());
  }

  std::vector<BmadPlace>& line_;
  BmadFile& file_;
  Index wholes_ = 0, visits_ = 0;
};

}  // namespace

void superimpose_bmad(std::vector<BmadPlace>& line, BmadFile& file) {
  Layers layers(line, file);
  for (Index i = 0; i < static_cast<Index>(file.elements.size()); ++i) {
    const Definition& d = file.elements[static_cast<std::size_t>(i)];
    if (!d.has("SUPERIMPOSE")) continue;
    bool wanted = true;
    try {
      wanted = d.flag("SUPERIMPOSE");
    } catch (const ParseError&) {  // it stands without a value
    }
    if (wanted) layers.lay(i);
  }
}

}  // namespace courant::io::detail
