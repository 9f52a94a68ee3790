using System.Text;
using Harness.Rbac.Yaml;

namespace Harness.Kubeconfigs;

/// <summary>A cluster, user or context of a file, by its name; what is in it is read when it is chosen.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Fields">What is in it; null for nothing.</param>
/// <param name="Folder">What paths in it are relative to; null for the current folder.</param>
internal sealed record NamedEntry(string Name, KubeconfigFields? Fields, string? Folder);

/// <summary>One file of a kubeconfig, which may consist of several.</summary>
/// <param name="CurrentContext">The context to take unless told otherwise.</param>
/// <param name="Clusters">Its clusters.</param>
/// <param name="Users">Its users.</param>
/// <param name="Contexts">Its contexts.</param>
internal sealed record KubeconfigPart(
    string? CurrentContext, IReadOnlyList<NamedEntry> Clusters, IReadOnlyList<NamedEntry> Users, IReadOnlyList<NamedEntry> Contexts)
{
    private static readonly YamlLimits Limits = new(4 << 20, 64, 200_000, 10_000);

    /// <summary>Reads a file.</summary>
    /// <exception cref="HarnessException">It cannot be read, or is no kubeconfig (exit code 2).</exception>
    public static KubeconfigPart ReadFile(string file)
    {
        var problems = new InputProblems();
        var input = YamlInput.ReadFile(file, Limits, problems, $"kubeconfig {file}");
        return Read(input, problems, Path.GetDirectoryName(Path.GetFullPath(file)));
    }

    /// <summary>Reads YAML or JSON.</summary>
    /// <exception cref="HarnessException">It is no kubeconfig (exit code 2).</exception>
    public static KubeconfigPart Parse(string source, string yaml)
    {
        var problems = new InputProblems();
        return Read(YamlInput.Decode($"kubeconfig {source}", Encoding.UTF8.GetBytes(yaml), problems), problems, null);
    }

    private static KubeconfigPart Read(YamlInput? input, InputProblems problems, string? folder)
    {
        var documents = input is null ? [] : YamlDocuments.Read(input, Limits, problems);
        ThrowFirst(problems);
        return documents switch
        {
            [] => new KubeconfigPart(null, [], [], []),
            [YamlMap root] => Read(new KubeconfigFields(root, ""), folder),
            [_] => throw HarnessException.BadInput($"{input!.File} is not a kubeconfig: it is no mapping"),
            _ => throw HarnessException.BadInput($"{input!.File} has several YAML documents; give one with everything in it"),
        };
    }

    private static KubeconfigPart Read(KubeconfigFields root, string? folder)
    {
        if ((root.Text("apiVersion") ?? "v1") != "v1" || (root.Text("kind") ?? "Config") != "Config")
            throw root.Refused("kind", "is not Config of version v1: this is not a kubeconfig");
        root.Only("apiVersion", "kind", "preferences", "clusters", "users", "contexts", "current-context", "extensions");
        return new KubeconfigPart(
            root.Text("current-context"), Entries(root, "clusters", "cluster", folder),
            Entries(root, "users", "user", folder), Entries(root, "contexts", "context", folder));
    }

    /// <summary>Two of one name are refused, as kubectl does.</summary>
    private static List<NamedEntry> Entries(KubeconfigFields root, string list, string inner, string? folder)
    {
        var entries = new List<NamedEntry>();
        foreach (var one in root.Objects(list))
        {
            var name = one.Only("name", inner).Text("name") ?? throw one.Refused("name", "is missing; name it");
            if (entries.Any(other => other.Name == name))
                throw one.Refused("name", $"is {Quoted.Of(name)}, as another's in {list} is; remove one of the two");
            entries.Add(new NamedEntry(name, one.Object(inner), folder));
        }

        return entries;
    }

    /// <summary>The first problem, in one line: the others mostly follow from it.</summary>
    private static void ThrowFirst(InputProblems problems)
    {
        try
        {
            problems.ThrowIfAny();
        }
        catch (HarnessException all)
        {
            throw HarnessException.BadInput(all.Message.Split('\n')[0], all);
        }
    }
}
