using Harness.Rbac.Auditing;
using Harness.Rbac.Questions;

namespace Harness.Tests.Rbac.Auditing;

[Parallelizable(ParallelScope.All)]
internal sealed class PathTreeTests
{
    [TestCase("/metrics /metrics/ /a/b", "/a/b /metrics /metrics/")]
    [TestCase("/users/1 /users/2 /users/3 /users", "/users /users/1 /users/2 /users/3")]
    [TestCase("/users/1 /users/2 /users/3 /users/4 /users", "/users /users/*")]
    [TestCase("/users/1/orders /users/2/orders /users/3/orders /users/4 /x", "/users/* /x")]
    [TestCase("/a /b /c /d /e/f", "/*")]
    [TestCase("/a/1 /a/2 /a/3 /a/4/x/y /b /c", "/a/* /b /c")]
    public void More_than_three_names_in_one_place_become_any_whatever_the_order(string calls, string expected)
    {
        foreach (var order in (IEnumerable<string>[])[calls.Split(' '), calls.Split(' ').Reverse(), calls.Split(' ').Order()])
        {
            var tree = new PathTree(3, new PathRoom(100));
            foreach (var path in order.Concat(order))
                tree.Add(path, null).ShouldBeTrue();

            string.Join(' ', tree.All.Select(path => path.Pattern).Order(StringComparer.Ordinal)).ShouldBe(expected);
            tree.All.Sum(path => path.Count).ShouldBe(2 * calls.Split(' ').Length);
        }
    }

    /// <summary>What a prefix of a policy lets through is joined with others, and nothing else is.</summary>
    [TestCase("/a/.hidden /a/b;v=1 /a/c /a/d", "/a/*")]
    [TestCase("/a/b /a/c /a/.. /a/d /a/e", "/a/* /a/..")]
    [TestCase("/a/b /a/c /a/..;x /a/d /a/e", "/a/* /a/..;x")]
    [TestCase("/a/b /a/c /a/%2e /a/d /a/e", "/a/* /a/%2e")]
    [TestCase("/a/b /a/c /a//x /a/d /a/e", "/a/* /a//x")]
    [TestCase("/a/b /a/c /a/\u00e9 /a/d /a/e", "/a/* /a/\u00e9")]
    public void What_a_server_may_read_in_another_way_never_vanishes_among_others(string calls, string expected)
    {
        var tree = new PathTree(3, new PathRoom(100));
        foreach (var path in calls.Split(' '))
            tree.Add(path, null).ShouldBeTrue();

        string.Join(' ', tree.All.Select(path => path.Pattern)).ShouldBe(expected);
        tree.All.Where(path => !path.IsPrefix).ShouldAllBe(path => !CallPath.IsMeant(path.Path, "/a/*"));
    }

    [Test]
    public void Without_room_nothing_is_added_and_joined_paths_give_theirs_back()
    {
        var room = new PathRoom(4);
        var tree = new PathTree(3, room);
        string[] paths = ["/a/1", "/a/2", "/a/3"];
        foreach (var path in paths)
            tree.Add(path, null).ShouldBeTrue();

        tree.Add("/b", null).ShouldBeFalse();
        tree.Add("/a/4", null).ShouldBeTrue();
        tree.Add("/b", null).ShouldBeTrue();
        tree.All.Select(path => (path.Pattern, path.Different)).ShouldBe([("/a/*", 4), ("/b", 1)]);
    }
}
