#pragma once
// Private to the module: YAML with places in messages, and mappings that refuse keys nobody asked for.
#include <yaml-cpp/yaml.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "courant/base/error.hpp"
#include "courant/base/units.hpp"
#include "courant/control/channel.hpp"

namespace courant::machine::detail {

/// An error whose place is known already.
class Located : public ConfigError {
 public:
  using ConfigError::ConfigError;
};

/// Throws Located "file:line:column: problem (why) suggestion".
[[noreturn]] void fail(const std::string& file, const YAML::Mark& mark, std::string_view problem,
                       std::string_view why = {}, std::string_view suggestion = {});

/// A value that knows where it stands.
class Value {
 public:
  Value(const YAML::Node& node, std::string file) : node_(node), file_(std::move(file)) {}

  const YAML::Node& node() const { return node_; }
  const std::string& file() const { return file_; }
  [[noreturn]] void fail(std::string_view problem, std::string_view why = {},
                         std::string_view suggestion = {}) const;

  std::string text() const;                ///< of a scalar
  std::vector<std::string> texts() const;  ///< of a list, or of a scalar as a list of one
  std::vector<Value> items() const;        ///< of a list
  /// Number with unit in SI; bare for pure numbers.
  double number(const Unit& expected) const;
  Index count() const;
  control::Range range(const Unit& expected) const;  ///< "±10 A" or [0 A, 250 A]

  /// Calls f and gives every Error of it this place.
  template <class F>
  auto guarded(F&& f) const -> decltype(f()) {
    try {
      return f();
    } catch (const Located&) {
      throw;
    } catch (const Error& error) {
      fail(error.what());
    }
  }

 private:
  YAML::Node node_;
  std::string file_;
};

/// A mapping. Keys of a sibling named by `like` count where it has none of its own.
class Map {
 public:
  /// \param what   for messages, "family 'HCOR'"
  /// \param known  the keys it takes; any other fails, with the nearest. Empty: names of the file's author
  Map(const Value& value, std::string what, std::vector<std::string> known = {});

  void inherit(const Map& sibling);
  std::optional<Value> find(std::string_view key) const;
  Value at(std::string_view key) const;  ///< fails if it is missing
  /// Every key and value, in the order of the file.
  std::vector<std::pair<std::string, Value>> all() const { return entries_; }
  const Value& value() const { return value_; }

 private:
  Value value_;
  std::string what_;
  std::vector<std::pair<std::string, Value>> entries_;  // own first, then inherited
};

}  // namespace courant::machine::detail
