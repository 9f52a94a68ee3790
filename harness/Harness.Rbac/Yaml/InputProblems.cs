using System.Globalization;

namespace Harness.Rbac.Yaml;

/// <summary>What is wrong with files, gathered so that one run shows it all.</summary>
internal sealed class InputProblems
{
    private const int Shown = 20;
    private readonly List<(SourceLocation At, string What)> _found = [];
    private readonly List<(SourceLocation At, string What)> _warnings = [];
    private int _more;

    /// <summary>What is said of a template's braces; manifests can be rendered or left out.</summary>
    public string Template { get; init; } = YamlComplaint.Template;

    /// <summary>What is worth knowing and no problem, a line each: <c>FILE:LINE:COLUMN: what</c>.</summary>
    public IReadOnlyList<string> Warnings => [.. _warnings.Select(one => Line(one.At, one.What))];

    /// <summary>Whether there is anything.</summary>
    public bool Any => _found.Count > 0;

    /// <summary>Adds a problem.</summary>
    /// <param name="at">Where.</param>
    /// <param name="what">What is wrong; what to do.</param>
    public void Add(SourceLocation at, string what)
    {
        if (_found.Contains((at, what)))
            return; // an alias brings a reader to the same place again
        if (_found.Count < Shown)
            _found.Add((at, what));
        else
            _more++;
    }

    /// <summary>Adds something that is no problem, but has to be said.</summary>
    /// <param name="at">Where.</param>
    /// <param name="what">What.</param>
    public void Warn(SourceLocation at, string what)
    {
        if (!_warnings.Contains((at, what)))
            _warnings.Add((at, what));
    }

    /// <summary>Adds the problems of another file.</summary>
    public void AddAll(InputProblems other)
    {
        other._found.ForEach(one => Add(one.At, one.What));
        other._warnings.ForEach(one => Warn(one.At, one.What));
        _more += other._more;
    }

    /// <summary>Throws what was gathered, a line each: <c>FILE:LINE:COLUMN: what; what to do</c>.</summary>
    /// <exception cref="HarnessException">There is something (exit code 2).</exception>
    public void ThrowIfAny()
    {
        if (!Any)
            return;
        var lines = _found
            .GroupBy(one => one.At.File)
            .SelectMany(file => file.OrderBy(one => one.At.Line).ThenBy(one => one.At.Column))
            .Select(one => Line(one.At, one.What));
        throw HarnessException.BadInput(string.Join('\n', _more == 0 ? lines : lines.Append($"… and {_more} more; fix these first")));
    }

    /// <summary>In one line, whatever the file is called.</summary>
    private static string Line(SourceLocation at, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{at.File}:{at.Line}:{at.Column}: {what}").ReplaceLineEndings(" ");
}
