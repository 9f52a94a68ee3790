using Harness.Rbac.Objects;

namespace Harness.Rbac.Yaml;

/// <summary>What is wrong with files, gathered so that one run shows it all.</summary>
internal sealed class InputProblems
{
    private const int Shown = 20;
    private readonly List<(SourceLocation At, string What)> found = [];
    private int more;

    /// <summary>Whether there is anything.</summary>
    public bool Any => found.Count > 0;

    /// <summary>Adds a problem.</summary>
    /// <param name="at">Where.</param>
    /// <param name="what">What is wrong; what to do.</param>
    public void Add(SourceLocation at, string what)
    {
        if (found.Contains((at, what)))
            return; // an alias brings a reader to the same place again
        if (found.Count < Shown)
            found.Add((at, what));
        else
            more++;
    }

    /// <summary>Adds the problems of another file.</summary>
    public void AddAll(InputProblems other)
    {
        other.found.ForEach(one => Add(one.At, one.What));
        more += other.more;
    }

    /// <summary>Does something that may find its input bad, and places that complaint.</summary>
    /// <returns>What it made; null when it complained.</returns>
    public T? Place<T>(SourceLocation at, Func<T> make)
        where T : class
    {
        try
        {
            return make();
        }
        catch (HarnessException bad) when (bad.ExitCode == ExitCode.BadInput)
        {
            Add(at, bad.Message);
            return null;
        }
    }

    /// <summary>Throws what was gathered, a line each: <c>FILE:LINE:COLUMN: what; what to do</c>.</summary>
    /// <exception cref="HarnessException">There is something (exit code 2).</exception>
    public void ThrowIfAny()
    {
        if (!Any)
            return;
        var lines = found
            .GroupBy(one => one.At.File)
            .SelectMany(file => file.OrderBy(one => one.At.Line).ThenBy(one => one.At.Column))
            .Select(one => $"{one.At.File}:{one.At.Line}:{one.At.Column}: {one.What}");
        throw HarnessException.BadInput(string.Join('\n', more == 0 ? lines : lines.Append($"… and {more} more; mend these first")));
    }
}
