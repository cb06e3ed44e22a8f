// A component without a framework that tells the server where the page is. The client binds it twice while it mounts,
// so that what it listens to belongs to the module.

let owner = null;
let told = null;
const report = () => told?.({ path: location.pathname, qs: location.search });
addEventListener("popstate", report);
addEventListener("live:nav", report);

export function bind() {
  const me = {};
  return {
    create: (type, props) => props,
    render: (props) => { owner = me; told = props.onNavigate; },
    unmount: () => { if (owner === me) owner = told = null; },
  };
}
export const Nav = "nav";
