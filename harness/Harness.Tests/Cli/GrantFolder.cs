namespace Harness.Tests.Cli;

/// <summary>A folder with one grant in it.</summary>
internal sealed class GrantFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("harness-access-");

    private readonly string _subject;

    public GrantFolder(string role = "hello", string subject = "{kind: ServiceAccount, namespace: shop, name: consumer}")
    {
        _subject = subject;
        Write(role: role);
    }

    public string Folder => _folder.FullName;

    public string File => Path.Combine(Folder, "hello.yaml");

    public void Write(string role = "hello", string verbs = "get", string comment = "") => System.IO.File.WriteAllText(File, $$"""
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata: {name: hello, namespace: shop}
        rules:
        - {apiGroups: [""], resources: [services/proxy], resourceNames: [hello-app], verbs: [{{verbs}}]}
        ---
        {{comment}}apiVersion: rbac.authorization.k8s.io/v1
        kind: RoleBinding
        metadata: {name: hello, namespace: shop}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: {{role}}}
        subjects: [{{_subject}}]
        """);

    public string Script(string name, string body)
    {
        var path = Path.Combine(_folder.CreateSubdirectory("bin").FullName, name);
        System.IO.File.WriteAllText(path, $"#!/bin/sh\n{body}\n");
        if (!OperatingSystem.IsWindows())
            System.IO.File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return path;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
