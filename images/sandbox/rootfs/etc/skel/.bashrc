# Settings of the learner's shell. Yours to change.
case $- in *i*) ;; *) return ;; esac

HISTSIZE=5000
HISTCONTROL=ignoredups
shopt -s histappend checkwinsize
[ -r /usr/share/bash-completion/bash_completion ] && . /usr/share/bash-completion/bash_completion
alias ls='ls --color=auto'
alias ll='ls -l'
alias grep='grep --color=auto'

# The prompt says where you are. The invisible part tells the terminal where a command ends and with which exit code
# (OSC 133, "semantic prompts").
PS1='\[\e]133;D;$?\a\e]133;A\a\]\[\e[36m\]\w\[\e[0m\] \$ '
