#include "courant/control/run_store.hpp"

#include "files.hpp"
#include "run_json.hpp"
#include "courant/base/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace courant::control {
namespace {

constexpr std::string_view extension = ".jsonl";

[[noreturn]] void unknown_run(std::string_view uid, const std::vector<std::string>& known) {
  throw UnknownName(fmt::format("there is no run '{}'", uid), "", nearest(uid, known));
}

class FileSink final : public RunSink {
 public:
  detail::AppendFile file;
  Result<void> append(const RunEvent& event) override { return file.append(detail::to_line(event)); }
  Result<void> close(const RunStop& stop) override { return file.append(detail::to_line(stop)); }
};

}  // namespace

std::vector<Readings> RunData::stream(std::string_view name) const {
  std::vector<Readings> result;
  for (const auto& event : events)
    if (event.stream == name) result.push_back(event.readings);
  return result;
}

struct MemoryRunStore::Shelf {
  std::mutex mutex;
  std::map<std::string, RunData, std::less<>> runs;

  struct Sink final : RunSink {
    std::shared_ptr<Shelf> shelf;
    std::string uid;
    Sink(std::shared_ptr<Shelf> s, std::string u) : shelf(std::move(s)), uid(std::move(u)) {}
    Result<void> append(const RunEvent& event) override {
      const std::scoped_lock lock(shelf->mutex);
      shelf->runs.at(uid).events.push_back(event);
      return {};
    }
    Result<void> close(const RunStop& stop) override {
      const std::scoped_lock lock(shelf->mutex);
      shelf->runs.at(uid).stop = stop;
      return {};
    }
  };
};

std::shared_ptr<MemoryRunStore::Shelf> MemoryRunStore::make_shelf() { return std::make_shared<Shelf>(); }

Result<std::unique_ptr<RunSink>> MemoryRunStore::create(const RunStart& start) {
  const std::scoped_lock lock(shelf_->mutex);
  if (!shelf_->runs.emplace(start.uid, RunData{.start = start}).second)
    return Failure{Code::conflict, fmt::format("run '{}' is there already", start.uid)};
  return std::unique_ptr<RunSink>(std::make_unique<Shelf::Sink>(shelf_, start.uid));
}

RunData MemoryRunStore::load(std::string_view uid) const {
  {
    const std::scoped_lock lock(shelf_->mutex);
    if (const auto found = shelf_->runs.find(uid); found != shelf_->runs.end()) return found->second;
  }
  unknown_run(uid, list());
}

std::vector<std::string> MemoryRunStore::list() const {
  const std::scoped_lock lock(shelf_->mutex);
  std::vector<std::string> uids;
  for (const auto& [uid, _] : shelf_->runs) uids.push_back(uid);
  return uids;
}

JsonLinesRunStore::JsonLinesRunStore(std::string folder) : folder_(std::move(folder)) {
  std::error_code error;
  std::filesystem::create_directories(folder_, error);
  if (!std::filesystem::is_directory(folder_))
    throw ConfigError(fmt::format("folder '{}' of the runs can't be made", folder_), error.message());
}

Result<std::unique_ptr<RunSink>> JsonLinesRunStore::create(const RunStart& start) {
  auto sink = std::make_unique<FileSink>();
  const auto path = std::filesystem::path(folder_) / (start.uid + std::string(extension));
  if (auto made = sink->file.create(path.string()); !made) return made.error();
  if (auto written = sink->file.append(detail::to_line(start)); !written) return written.error();
  return std::unique_ptr<RunSink>(std::move(sink));
}

RunData JsonLinesRunStore::load(std::string_view uid) const {
  const auto path = std::filesystem::path(folder_) / (std::string(uid) + std::string(extension));
  if (!std::filesystem::exists(path)) unknown_run(uid, list());
  return load_run(path.string());
}

std::vector<std::string> JsonLinesRunStore::list() const {
  std::vector<std::string> uids;
  for (const auto& entry : std::filesystem::directory_iterator(folder_))
    if (entry.path().extension() == extension) uids.push_back(entry.path().stem().string());
  std::sort(uids.begin(), uids.end());
  return uids;
}

RunData load_run(const std::string& path) { return detail::read_run(detail::read_text(path), path); }

}  // namespace courant::control
