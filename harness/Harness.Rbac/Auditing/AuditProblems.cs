using System.Globalization;
using Harness.Rbac.Yaml;

namespace Harness.Rbac.Auditing;

/// <summary>
/// What of audit logs could not be understood: counted in full, and the first of it named by file and line. With any of it, what was read
/// is not all that was logged.
/// </summary>
public sealed class AuditProblems
{
    private const int Named = 10;
    private readonly List<string> _named = [];
    private long _count;

    /// <summary>Whether there is anything.</summary>
    public bool Any => _count > 0;

    /// <summary>A line each, the first few with their places: <c>audit.log:7: is no JSON; …</c>.</summary>
    public IReadOnlyList<string> All => _count <= Named
        ? _named
        : [.. _named, string.Create(CultureInfo.InvariantCulture, $"and {_count - Named:N0} more lines that cannot be understood")];

    /// <summary>Adds a line that cannot be understood.</summary>
    internal void Add(SourceLocation at, string what) => Add($"{at}: {what}");

    /// <summary>Adds anything else.</summary>
    internal void Add(string what)
    {
        if (_count++ < Named)
            _named.Add(what.ReplaceLineEndings(" "));
    }
}
