using System.Text.RegularExpressions;

namespace Harness.Tests.Kubeconfigs;

/// <summary>A kubeconfig of the zoo: what differs from the usual one, and what becomes of it.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Root">Fields of the file.</param>
/// <param name="Cluster">Fields of the cluster.</param>
/// <param name="User">Fields of the user.</param>
/// <param name="Context">More of the context.</param>
/// <param name="Verdict">ok; input or undecided for a refusal of that kind.</param>
/// <param name="Words">What the message has; of one that is ok, what the server saw, e.g. <c>Authorization=Bearer t-1</c>.</param>
internal sealed partial record ZooCase(
    string Name, string Root, string Cluster, string User, string Context, string Verdict, string Words)
{
    private static readonly string File = Path.Combine(RepositoryRoot.Find(), "harness/Harness.Tests/Kubeconfigs/zoo.tsv");

    /// <summary>All, a line each.</summary>
    public static IReadOnlyList<ZooCase> All { get; } =
        [.. System.IO.File.ReadLines(File).Where(line => !line.StartsWith('#')).Select(line => Of(line.Split('\t')))];

    /// <summary>The file.</summary>
    public string Yaml
    {
        get
        {
            var server = Server().IsMatch(Cluster) ? "" : "server: \"{server}\", ";
            var authority = Cluster.Contains("certificate-authority", StringComparison.Ordinal) ? "" : "certificate-authority: ca.crt, ";
            var context = Context == "NO CLUSTER" ? "user: u" : $"cluster: c, user: u{Context}";
            return $$"""
                {current-context: c, {{Root}}
                 clusters: [{name: c, cluster: { {{server}}{{authority}}{{Cluster}} } }],
                 users: [{name: u, user: { {{User}} } }],
                 contexts: [{name: c, context: { {{context}} } }]}
                """;
        }
    }

    public override string ToString() => Name;

    private static ZooCase Of(string[] columns)
    {
        var cells = columns.Select(cell => cell == "-" ? "" : cell).ToArray();
        return new ZooCase(cells[0], cells[1], cells[2], cells[3], cells[4], cells[5], cells[6]);
    }

    [GeneratedRegex("(^|, )server:")]
    private static partial Regex Server();
}
