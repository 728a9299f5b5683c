#pragma once
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

#include "courant/base/index.hpp"

namespace courant {

/// Text of every error: "problem (why) suggestion"; `why` and `suggestion` may be empty.
std::string explain(std::string_view problem, std::string_view why = {}, std::string_view suggestion = {});

/// Up to three known names that look most like `wanted` (edit distance), as "did you mean 'A', 'B'?"; empty if
/// nothing is near. Cost: one distance per known name.
std::string nearest(std::string_view wanted, std::span<const std::string> known);

/// Bad input from a person or a file. Children say which kind; outcomes of normal work are Result values instead.
class Error : public std::runtime_error {
 public:
  explicit Error(std::string_view problem, std::string_view why = {}, std::string_view suggestion = {})
      : std::runtime_error(explain(problem, why, suggestion)) {}
};

/// An argument outside what the function accepts.
class InvalidArgument : public Error {
 public:
  using Error::Error;
};

/// A name that doesn't exist; the message carries the nearest ones.
class UnknownName : public Error {
 public:
  using Error::Error;
};

/// A unit that is unknown or has the wrong dimension.
class UnitError : public Error {
 public:
  using Error::Error;
};

/// Two things that should fit do not (labels, shapes, units of a matrix and its data).
class MismatchError : public Error {
 public:
  using Error::Error;
};

/// A calibration that can't be used (not monotone, not invertible).
class CalibrationError : public Error {
 public:
  using Error::Error;
};

/// A configuration that contradicts itself or the lattice.
class ConfigError : public Error {
 public:
  using Error::Error;
};

/// A file that can't be understood: "file:line: problem (why) suggestion"; line 0 when the format has none.
class ParseError : public Error {
 public:
  ParseError(std::string file, Index line, std::string_view problem, std::string_view why = {},
             std::string_view suggestion = {});
  const std::string& file() const { return file_; }
  Index line() const { return line_; }  ///< from 1; 0: unknown or a binary file

 private:
  std::string file_;
  Index line_;
};

/// A part that this build doesn't have, by name.
class NotAvailable : public Error {
 public:
  using Error::Error;
};

}  // namespace courant
