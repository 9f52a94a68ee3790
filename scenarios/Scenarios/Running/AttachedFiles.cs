using Harness.Results;

namespace Harness.Scenarios.Running;

/// <summary>Files of one scenario in the run's folder, e.g. a screenshot; the report shows them.</summary>
public sealed class AttachedFiles(RunFolder folder, string scenario)
{
    private readonly List<Attachment> _all = [];

    public IReadOnlyList<Attachment> All => _all;

    /// <summary>Adds a file.</summary>
    /// <param name="file">The preferred name, with its extension.</param>
    /// <param name="title">What it shows.</param>
    /// <param name="content">The whole content.</param>
    public void Add(string file, string title, ReadOnlyMemory<byte> content) => _all.Add(folder.Attach(scenario, file, title, content));
}
