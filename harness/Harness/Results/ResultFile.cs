using System.Text.Json;
using Harness.Files;

namespace Harness.Results;

/// <summary>scenarios.json.</summary>
internal sealed record ScenarioFile
{
    public int SchemaVersion { get; init; } = ResultFile.SchemaVersion;

    public required IReadOnlyList<ScenarioResult> Scenarios { get; init; }
}

/// <summary>benchmarks.json.</summary>
internal sealed record BenchmarkFile
{
    public int SchemaVersion { get; init; } = ResultFile.SchemaVersion;

    public required IReadOnlyList<BenchmarkResult> Benchmarks { get; init; }
}

/// <summary>Reads and writes one JSON file of a run.</summary>
internal static class ResultFile
{
    public const int SchemaVersion = 1;

    public static void Write<T>(string path, T content) => WholeFile.Write(path, stream =>
    {
        JsonSerializer.Serialize(stream, content, ResultsJson.Options);
        stream.WriteByte((byte)'\n');
    });

    /// <exception cref="HarnessException">It cannot be read, is malformed, or has another schema version.</exception>
    public static T Read<T>(string path)
    {
        try
        {
            var bytes = RegularFile.ReadAllBytes(path);
            // Before the rest, so that a file of a later version is named as such and not as malformed.
            CheckVersion(path, JsonSerializer.Deserialize<Versioned>(bytes, ResultsJson.Options)?.SchemaVersion);
            NoNullItems.Ensure(bytes);
            return JsonSerializer.Deserialize<T>(bytes, ResultsJson.Options) ?? throw new JsonException("there is nothing in it");
        }
        catch (JsonException e)
        {
            throw HarnessException.BadInput($"{path}{Position(e)}: {Reason(e)}; the file is malformed", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw HarnessException.BadInput($"could not read {path}: {e.Message}", e);
        }
    }

    private static void CheckVersion(string path, int? version)
    {
        if (version == SchemaVersion)
            return;
        var found = version is null ? "has no schemaVersion" : FormattableString.Invariant($"has schemaVersion {version}");
        throw HarnessException.BadInput(
            $"{path} {found}, and this Harness reads {SchemaVersion}; read it with the Harness that wrote it");
    }

    private static string Position(JsonException e) =>
        e.LineNumber is { } line ? FormattableString.Invariant($", line {line + 1}, byte {e.BytePositionInLine + 1}") : "";

    // The position is named above, counted from 1 as editors do; System.Text.Json appends its own, counted from 0.
    private static string Reason(JsonException e)
    {
        var reason = e.Message.Split(" Path: ")[0].Split(" LineNumber: ")[0].TrimEnd('.');
        return e.Path is null or "$" ? reason : $"{reason} (at {e.Path})";
    }

    private sealed record Versioned(int? SchemaVersion = null);
}
