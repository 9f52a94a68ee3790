namespace Harness.Rbac.Auditing;

/// <summary>An audit log to read.</summary>
/// <param name="Name">What messages call it: the path as it was given, or <c>-</c>.</param>
/// <param name="Open">Opens it.</param>
public sealed record AuditInput(string Name, Func<Stream> Open)
{
    /// <summary>How standard input is named.</summary>
    public const string StandardInput = "-";

    /// <summary>Logs by path, each once, in the order of their first events: a rotated one before the one that follows it.</summary>
    /// <exception cref="HarnessException">One cannot be opened (exit code 2).</exception>
    public static IReadOnlyList<AuditInput> Of(IEnumerable<string> paths)
    {
        var inputs = paths.Distinct().Select(path => path == StandardInput
            ? new AuditInput(path, Console.OpenStandardInput)
            : new AuditInput(path, () => OpenFile(path))).ToList();
        if (inputs.Count < 2 || inputs.Exists(input => input.Name == StandardInput))
            return inputs;
        return [.. inputs.Select(input => (input, First: FirstTime(input))).OrderBy(pair => pair.First).Select(pair => pair.input)];
    }

    /// <summary>Opens it, unpacked if it was packed by gzip.</summary>
    internal Stream OpenUnpacked() => PackedLog.Unpack(Open());

    internal static FileStream OpenFile(string path)
    {
        try
        {
            return RegularFile.Open(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw HarnessException.BadInput($"audit log {path} cannot be read: {RegularFile.Reason(failure)}", failure);
        }
    }

    /// <summary>When its first event was, as far as the first few lines tell.</summary>
    private static DateTimeOffset FirstTime(AuditInput input)
    {
        using var stream = input.OpenUnpacked();
        var (lines, reader, events) = (new LogLines(stream, AuditLogReader.LongestLine), new AuditLine(), new List<AuditEvent>());
        try
        {
            for (var tries = 0; tries < 10 && lines.Next(out var line, CancellationToken.None); tries++)
            {
                if (reader.Read(line, events) is null && events.Find(one => one.Time is not null) is { } first)
                    return first.Time!.Value;
            }
        }
        catch (Exception broken) when (broken is IOException or InvalidDataException)
        {
            // Said when the whole is read.
        }

        return DateTimeOffset.MaxValue;
    }
}
