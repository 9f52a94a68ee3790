using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization;
using Harness.Files;
using Harness.Reports.Headlines;
using Harness.Results;

namespace Harness.Reports.History;

/// <summary>Reads the report.json of a run's folder, or makes it again: once, for the next report on all runs.</summary>
internal sealed class RunReportFile
{
    private const string Name = "report.json";
    private const long LargestBytes = 64 << 20;
    private static readonly string[] Sources = ["run.json", "scenarios.json", "benchmarks.json"];
    private readonly JsonSerializerOptions _options;

    /// <summary>A reader of many runs, which have most of their texts in common.</summary>
    public RunReportFile()
    {
        // What was masked when it was written need not be masked again, a thousand times.
        _options = new JsonSerializerOptions(ResultsJson.Options);
        foreach (var texts in _options.Converters.Where(converter => converter.CanConvert(typeof(string))).ToList())
            _options.Converters.Remove(texts);
        _options.Converters.Add(new PooledTexts());
    }

    /// <summary>
    /// The report of a run: from report.json, unless that is missing, malformed, of an older format, or older than what it was made from;
    /// then from the run's results, and written there if the run is over. A folder may hold report.json alone, as kept histories do.
    /// </summary>
    /// <param name="folder">The run's folder.</param>
    /// <exception cref="HarnessException">There is neither.</exception>
    public RunReport Read(string folder)
    {
        var name = Path.GetFileName(folder);
        var hasSources = File.Exists(Path.Combine(folder, Sources[0]));
        var written = Written(folder);
        try
        {
            if (!hasSources || File.GetLastWriteTimeUtc(Path.Combine(folder, Name)) >= written)
                return ReadReport(Path.Combine(folder, Name)) with { Run = name };
        }
        catch (HarnessException) when (hasSources)
        {
            // The results say the same.
        }

        var report = RunReports.Of(RunFolder.Load(folder)) with { Run = name };
        if (IsOver(report, folder))
            Keep(folder, report, written);
        return report;
    }

    /// <summary>Writes a report as report.json has it.</summary>
    public static void Write(RunReport report, TextWriter writer)
    {
        writer.Write(PrintableText.Json(JsonSerializer.Serialize(report, ResultsJson.Options)));
        writer.Write('\n');
    }

    /// <summary>A link may lead to what is none of this program's.</summary>
    private static bool IsOver(RunReport report, string folder) => report.State != RunState.Running
        && new DirectoryInfo(folder).LinkTarget is null && !new RunShelf(Path.GetDirectoryName(folder)!).IsRunning(report.Run);

    /// <summary>
    /// Writes report.json, as old as the results that it was made from: what is written to them meanwhile is newer. Where it cannot be
    /// written (on a medium for reading alone, or somebody else's), it is made anew each time; a file of a later format stays.
    /// </summary>
    private static void Keep(string folder, RunReport report, DateTime written)
    {
        var file = Path.Combine(folder, Name);
        try
        {
            if (IsOfLaterFormat(file))
                return;
            WholeFile.WriteText(file, writer => Write(report, writer));
            File.SetLastWriteTimeUtc(file, written);
        }
        catch (Exception e) when (e is HarnessException or IOException or UnauthorizedAccessException)
        {
            // It is a shortcut, and nothing more.
        }
    }

    private static bool IsOfLaterFormat(string file)
    {
        try
        {
            return File.Exists(file) && VersionOf(RegularFile.ReadAllBytes(file)) > RunReport.CurrentSchema;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static DateTime Written(string folder) => Sources.Max(source => File.GetLastWriteTimeUtc(Path.Combine(folder, source)));

    private RunReport ReadReport(string file)
    {
        try
        {
            var info = new FileInfo(file);
            if (!info.Exists)
                throw HarnessException.BadInput($"{file} is not there, and neither is run.json");
            if (info.Length > LargestBytes)
                throw HarnessException.BadInput($"{file} is larger than 64 MiB");
            var bytes = RegularFile.ReadAllBytes(file);
            var version = VersionOf(bytes);
            return version == RunReport.CurrentSchema
                ? JsonSerializer.Deserialize<RunReport>(bytes, _options)!
                : throw HarnessException.BadInput(version is null ? $"{file} has no schemaVersion" : FormattableString.Invariant(
                    $"{file} has schemaVersion {version}, and this Harness reads {RunReport.CurrentSchema}"));
        }
        catch (JsonException e)
        {
            throw HarnessException.BadInput($"{file} is malformed: {e.Message.Split(" Path: ")[0].TrimEnd('.')}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw HarnessException.BadInput($"could not read {file}: {e.Message.TrimEnd('.')}", e);
        }
    }

    /// <summary>It stands first, so that a file of a later version is known before anything in it is misread.</summary>
    private static int? VersionOf(byte[] json)
    {
        var reader = new Utf8JsonReader(json);
        return reader.Read() && reader.TokenType == JsonTokenType.StartObject && reader.Read()
            && reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("schemaVersion"u8)
            && reader.Read() && reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var version) ? version : null;
    }

    /// <summary>Each text once: ids and titles come again in every run.</summary>
    private sealed class PooledTexts : JsonConverter<string>
    {
        private readonly ConcurrentDictionary<string, string> _pool = new(StringComparer.Ordinal);

        public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.GetString() is { } text ? _pool.GetOrAdd(text, text) : null;

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => throw new NotSupportedException();
    }
}
